extension ServiceTemplate {
    /// A service in Python: `run` is what Twined calls, the rest is for `busnode serve … -- python3 app.py`.
    static let app = #"""
        """A service that adds numbers."""

        import json
        import sys
        import traceback


        def run(analysis):
            """Answers a question: what it is about is in analysis.input_values."""
            analysis.output_values = {"sum": sum(analysis.input_values["numbers"])}


        class Analysis:
            """A question that came as JSON."""

            def __init__(self, question):
                self.input_values = question.get("input_values")
                self.output_values = None


        def main():
            """Answers the question on the standard input with an event on the standard output."""
            analysis = Analysis(json.load(sys.stdin))
            try:
                run(analysis)
                event = {"kind": "result", "output_values": analysis.output_values}
            except Exception as error:
                event = {
                    "kind": "exception",
                    "exception_type": type(error).__name__,
                    "exception_message": str(error),
                    "exception_traceback": traceback.format_exc().splitlines(),
                }
            print(json.dumps(event), flush=True)


        if __name__ == "__main__":
            main()

        """#
}

extension ServiceTemplate {
    /// A service in Python, as Twined's are written: `busnode serve --twined` runs it.
    static let app = #"""
        """A service that adds numbers."""


        def run(analysis):
            """Answers a question: what it is about is in analysis.input_values."""
            numbers = analysis.input_values["numbers"]
            analysis.output_values = {"sum": sum(numbers)}

        """#
}

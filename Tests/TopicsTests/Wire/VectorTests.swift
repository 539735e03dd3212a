import Testing
import Topics

struct VectorTests {
    @Test func `the fixed frames are read as the commands they stand for`() throws {
        let commands = try VectorCommands.all()
        for vector in try WireVectors.load().accepted {
            let expected = try #require(commands[vector.name], "\(vector.name)")
            let frame = try #require(bytes(hexadecimal: vector.frame), "\(vector.name)")
            let decoded = try decode(frame, payload: try payload(of: vector))
            #expect(decoded.command == expected, "\(vector.name): \(vector.meaning)")
            #expect(decoded.correlation == vector.correlation, "\(vector.name)")
            #expect(expected.code.description == vector.command, "\(vector.name)")
        }
    }

    @Test func `commands are written as the fixed frames`() throws {
        let commands = try VectorCommands.all()
        for vector in try WireVectors.load().accepted {
            let command = try #require(commands[vector.name], "\(vector.name)")
            #expect(
                command.frame(correlation: vector.correlation)
                    == bytes(hexadecimal: vector.frame), "\(vector.name)")
            #expect(command.payload == (try payload(of: vector)), "\(vector.name)")
        }
    }

    @Test func `frames that are no commands are refused with the code they should be`() throws {
        for vector in try WireVectors.load().refused where vector.frames.count <= 2 {
            let frames = try vector.frames.map {
                try #require(bytes(hexadecimal: $0), "\(vector.name)")
            }
            let payload = frames.count == 2 ? Payload(frames[1]) : nil
            #expect(
                refusal(of: frames[0], payload: payload)?.code
                    == ErrorCode(rawValue: vector.code), "\(vector.name): \(vector.meaning)")
        }
    }

    @Test func `there is a fixed frame for every command, and a command for every frame`() throws {
        let vectors = try WireVectors.load().accepted
        #expect(
            Set(vectors.map(\.command)) == Set(CommandCode.allCases.map(\.description)))
        #expect(vectors.map(\.name).sorted() == (try VectorCommands.all().keys.sorted()))
    }

    private func payload(of vector: WireVectors.Accepted) throws -> Payload? {
        guard let text = vector.payload else { return nil }
        return Payload(try #require(bytes(hexadecimal: text), "\(vector.name)"))
    }
}

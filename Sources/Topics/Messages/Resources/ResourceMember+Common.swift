extension ResourceMember {
    /// Labels, which every kind of resource has.
    static func labels(
        _ path: any WritableKeyPath<Resource, Labels> & Sendable
    ) -> ResourceMember {
        ResourceMember("labels") {
            $0[keyPath: path].json
        } read: { value, resource throws(MemberError) in
            resource[keyPath: path] = try Labels(reading: value)
        }
    }

    /// A whole number of a range.
    static func integer(
        _ key: String, _ path: any WritableKeyPath<Resource, Int64> & Sendable,
        in range: ClosedRange<Int64>, unset: JSONValue? = nil
    ) -> ResourceMember {
        ResourceMember(key, unset: unset) {
            JSONValue($0[keyPath: path])
        } read: { value, resource throws(MemberError) in
            resource[keyPath: path] = try value.integer(key, in: range)
        }
    }

    /// True or false.
    static func flag(
        _ key: String, _ path: any WritableKeyPath<Resource, Bool> & Sendable, isFixed: Bool = false
    ) -> ResourceMember {
        ResourceMember(key, isFixed: isFixed) {
            .bool($0[keyPath: path])
        } read: { value, resource throws(MemberError) in
            resource[keyPath: path] = try value.flag(key)
        }
    }

    /// A name, which is fixed.
    static func name<Name: ResourceName>(
        _ key: String, _ path: any WritableKeyPath<Resource, Name> & Sendable
    ) -> ResourceMember {
        ResourceMember(key, isFixed: true) {
            .string($0[keyPath: path].text)
        } read: { value, resource throws(MemberError) in
            resource[keyPath: path] = try value.name(key, Name.init)
        }
    }
}

extension KeyedEncodingContainer<RegistryField> {
    /// Writes `namespace` and `name`.
    mutating func encode(_ service: ServiceName) throws {
        try encode(service.namespace, forKey: .namespace)
        try encode(service.name, forKey: .name)
    }

    /// Writes `namespace`, `name` and `revision_tag`.
    mutating func encode(_ revision: ServiceRevision) throws {
        try encode(revision.service)
        try encode(revision.tag.text, forKey: .revisionTag)
    }
}

using OpenMemory.Cli.Conformance.Checks;

namespace OpenMemory.Cli.Conformance;

/// <summary>Recognises the kind of a row by its members, never by the name of its file.</summary>
internal static class RowKinds
{
    /// <summary>Runs the checks of the row's kind.</summary>
    internal static RowOutcome Check(VectorRow row)
    {
        if (row.Has("kind", "error")) return InvalidRowCheck.Run(row);
        if (row.Has("envelope_hex", "kid")) return EnvelopeRowCheck.Run(row);
        if (row.Has("did", "public_key_hex")) return DidKeyRowCheck.Run(row);
        if (row.Has("original", "elide")) return ElisionRowCheck.Run(row);
        if (row.Has("file_hex", "grains")) return MgFileRowCheck.Run(row);
        if (row.Has("stream_hex", "grains", "consumed")) return FramingRowCheck.Run(row);
        if (row.Has("type_byte", "payload")) return OpaqueRowCheck.Run(row);
        if (row.Has("analyzer_id", "target_ref", "action_kind", "dedup_key")) return TextRowChecks.DedupKey(row);
        if (row.Has("iso", "epoch_ms")) return TextRowChecks.DateTime(row);
        if (row.Has("blob_hex", "address") && (row.Has("marks") || row.Has("view"))) return CompatibleRowCheck.Run(row);
        if (row.Has("sealed_hex", "blob_hex", "user_key_hex")) return SealedRowCheck.Run(row);
        if (row.Has("user_key_hex", "blind_index_hex")) return KeyRowChecks.User(row);
        if (row.Has("key_hex", "ciphertext_hex", "tag_hex")) return KeyRowChecks.AesGcm(row);
        if (row.Has("input") && (row.Has("blob_hex") || row.Has("blob_length", "address"))) return GrainRowCheck.Run(row);
        return RowOutcome.Fail("row", "a known kind of row", "unknown kind of row");
    }
}

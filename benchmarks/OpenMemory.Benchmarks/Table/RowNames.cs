namespace OpenMemory.Benchmarks;

/// <summary>The names of the table's rows.</summary>
internal static class RowNames
{
    internal const string Encode = "encode + address", Parse = "parse + validate", ReadField = "read one field of a parsed grain";
    internal const string Address = "address, one by one", Batch = "address, in batch", Random = "a grain at random from an open file";
    internal const string Open = "open a file", Footer = "verify the footer", Verify = "verify everything, all cores", Pack = "pack, deduplicate, flush to disk";

    /// <summary>The check of a text in normalization form C.</summary>
    internal static string Nfc(Script script) => $"NFC check, {(script == Script.Ascii ? "ASCII" : script.ToString())}";
}

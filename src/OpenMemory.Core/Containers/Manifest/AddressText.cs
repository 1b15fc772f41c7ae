namespace OpenMemory;

/// <summary>Reads references to grains as others write them .</summary>
internal static class AddressText
{
    /// <summary>Reads an address that is bare, or stands behind one of the three prefixes.</summary>
    internal static bool TryParseReference(ReadOnlySpan<byte> utf8, out ContentAddress address)
    {
        ReadOnlySpan<byte> bare = LegacyRules.IsPrefixedAddress(utf8) ? utf8[^ContentAddress.TextLength..] : utf8;
        return ContentAddress.TryParse(bare, out address);
    }
}

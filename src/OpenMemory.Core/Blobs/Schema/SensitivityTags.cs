namespace OpenMemory;

/// <summary>The sensitivity that structural tags demand (OMS-13.4-1). Prefixes are case-sensitive .</summary>
internal static class SensitivityTags
{
    /// <summary>The least level for one tag.</summary>
    internal static Sensitivity Required(ReadOnlySpan<byte> tag)
    {
        if (tag.StartsWith("phi:"u8)) return Sensitivity.Phi;
        if (tag.StartsWith("pii:"u8) || tag.StartsWith("sec:"u8) || tag.StartsWith("legal:"u8)) return Sensitivity.Pii;
        return tag.StartsWith("reg:"u8) ? Sensitivity.Internal : Sensitivity.Public;
    }

    /// <summary>The least level for an array of tags; what is not a text does not count.</summary>
    internal static Sensitivity Required(ReadOnlySpan<byte> source, in Token tags)
    {
        Sensitivity highest = Sensitivity.Public;
        if (tags.Kind != OmsValueKind.Array) return highest;
        int position = tags.ContentStart;
        for (int i = 0; i < tags.Length; i++)
        {
            TrustedReader.Read(source, tags.Encoding, ref position, out Token tag);
            if (tag.Kind == OmsValueKind.Text)
            {
                Sensitivity level = Required(source.Slice(tag.ContentStart, tag.Length));
                if (level > highest) highest = level;
            }
            else
            {
                position = tag.Start;
                TrustedReader.Skip(source, tags.Encoding, ref position);
            }
        }
        return highest;
    }
}

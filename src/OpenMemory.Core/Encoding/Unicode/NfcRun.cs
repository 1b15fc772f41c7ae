namespace OpenMemory;

/// <summary>
/// Settles the "maybe" of NFC_Quick_Check exactly and without a buffer: what the normalised run would be is worked out
/// code point by code point and compared with what is there.
/// </summary>
internal static class NfcRun
{
    /// <summary>The end of the run a "maybe" code point belongs to if the run is normalised, else -1.</summary>
    internal static int Resolve(ReadOnlySpan<byte> utf8, int at, byte kind)
    {
        if (NormalizationTables.CombiningClass[kind] == 0)
        {
            return ResolveStarter(utf8, at);
        }

        int place = at;
        do
        {
            if (place == 0)
            {
                // Marks without a starter compose with nothing.
                return ResolvePlain(utf8, 0, 0);
            }

            place = NfcData.Previous(utf8, place);
        }
        while (NormalizationTables.CombiningClass[NfcData.ClassAt(utf8, place)] != 0);

        int starter = NfcData.Decode(utf8, place, out int length);
        ReadOnlySpan<ushort> parts = NfcData.Decomposition(starter);
        return parts.IsEmpty
            ? ResolvePlain(utf8, place + length, starter)
            : ResolveDecomposed(utf8, place + length, starter, parts);
    }

    /// <summary>A starter composes only with the starter right before it; a mark between them blocks it.</summary>
    private static int ResolveStarter(ReadOnlySpan<byte> utf8, int at)
    {
        int point = NfcData.Decode(utf8, at, out int length);
        int end = at + length;
        return at > 0 && NfcData.Compose(NfcData.Decode(utf8, NfcData.Previous(utf8, at), out _), point) != 0 ? -1 : end;
    }

    /// <summary>Marks after a starter that is not itself composed: any that composes, or is out of order, is a fault.</summary>
    private static int ResolvePlain(ReadOnlySpan<byte> utf8, int at, int starter)
    {
        byte last = 0;
        while (at < utf8.Length)
        {
            byte kind = NfcData.ClassAt(utf8, at);
            byte combiningClass = NormalizationTables.CombiningClass[kind];
            if (combiningClass == 0)
            {
                break;
            }

            int point = NfcData.Decode(utf8, at, out int length);
            if (combiningClass < last || kind >= NormalizationTables.FirstNo
                || (combiningClass != last && NfcData.Compose(starter, point) != 0))
            {
                return -1;
            }

            last = combiningClass;
            at += length;
        }

        return at;
    }

    /// <summary>
    /// Marks after a composed starter: its own marks are merged with those that follow, the whole is composed anew, and
    /// must give the same starter and the same marks.
    /// </summary>
    private static int ResolveDecomposed(ReadOnlySpan<byte> utf8, int at, int starter, ReadOnlySpan<ushort> parts)
    {
        int composed = NfcData.TakePart(ref parts);
        int expected = at;
        byte last = 0, lastRead = 0;
        while (true)
        {
            byte kind = at < utf8.Length ? NfcData.ClassAt(utf8, at) : (byte)0;
            byte combiningClass = NormalizationTables.CombiningClass[kind];
            if (combiningClass != 0 && (combiningClass < lastRead || kind >= NormalizationTables.FirstNo))
            {
                return -1;
            }

            int point;
            if (!parts.IsEmpty && (combiningClass == 0 || NfcData.PartClass(parts) <= combiningClass))
            {
                combiningClass = NfcData.PartClass(parts);
                point = NfcData.TakePart(ref parts);
            }
            else if (combiningClass == 0)
            {
                return composed == starter && expected == at ? at : -1;
            }
            else
            {
                point = NfcData.Decode(utf8, at, out int length);
                at += length;
                lastRead = combiningClass;
            }

            int whole = combiningClass != last || last == 0 ? NfcData.Compose(composed, point) : 0;
            if (whole != 0)
            {
                composed = whole;
                continue;
            }

            if (expected >= utf8.Length || NfcData.Decode(utf8, expected, out int width) != point)
            {
                return -1;
            }

            expected += width;
            last = combiningClass;
        }
    }
}

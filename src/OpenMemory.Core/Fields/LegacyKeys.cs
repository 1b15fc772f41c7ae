namespace OpenMemory;

/// <summary>
/// Keys of OMS 1.0–1.3 and of the reference implementation that the Compatible mode reads as current fields, by type byte
/// (OMS-L-4). Full names are not here: they are keys of their own fields (OMS-6-6).
/// </summary>
internal static class LegacyKeys
{
    private const byte ToolByte = 5, ObservationByte = 6, ConsensusByte = 9, TriggerByte = 13;

    /// <summary>The keys of one type: what each is read as, and whether its boolean means the opposite.</summary>
    private static readonly Dictionary<byte, (byte[] Key, Field Field, bool Negated)[]> s_byType = new()
    {
        [ToolByte] =
        [
            ("args"u8.ToArray(), Field.Input, false), ("arguments"u8.ToArray(), Field.Input, false),
            ("res"u8.ToArray(), Field.Content, false), ("result"u8.ToArray(), Field.Content, false),
            ("ok"u8.ToArray(), Field.IsError, true), ("success"u8.ToArray(), Field.IsError, true),
            ("action_phase"u8.ToArray(), Field.ToolPhase, false),
            ("xcode"u8.ToArray(), Field.ExitCode, false), ("ischema"u8.ToArray(), Field.InputSchema, false),
        ],
        [ObservationByte] =
        [
            ("sid"u8.ToArray(), Field.ObserverId, false), ("sensor_id"u8.ToArray(), Field.ObserverId, false),
            ("stype"u8.ToArray(), Field.ObserverType, false), ("sensor_type"u8.ToArray(), Field.ObserverType, false),
        ],
        [ConsensusByte] =
        [
            ("thr"u8.ToArray(), Field.Threshold, false), ("agrc"u8.ToArray(), Field.AgreementCount, false),
            ("disc"u8.ToArray(), Field.DissentCount, false), ("dgrains"u8.ToArray(), Field.DissentGrains, false),
            ("acnt"u8.ToArray(), Field.AgreedContent, false),
        ],
        [TriggerByte] = [("ddk"u8.ToArray(), Field.DedupKey, false)],
    };

    /// <summary>Whether a key was a field of the type once, or is one of a peer's.</summary>
    internal static bool IsKnown(byte type, ReadOnlySpan<byte> key)
    {
        if (!s_byType.TryGetValue(type, out (byte[] Key, Field Field, bool Negated)[]? keys)) return false;
        foreach ((byte[] candidate, _, _) in keys)
        {
            if (key.SequenceEqual(candidate)) return true;
        }
        return false;
    }

    /// <summary>Finds what a key of a grain's own map is read as.</summary>
    /// <param name="type">The header's type byte.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The kind of the value; a boolean that is to be negated must be one (legacy §4).</param>
    /// <param name="text">The value where it is a text.</param>
    /// <param name="field">The current field.</param>
    /// <param name="negated">Whether the value means the opposite.</param>
    internal static bool TryFind(byte type, ReadOnlySpan<byte> key, OmsValueKind value, ReadOnlySpan<byte> text, out Field field, out bool negated)
    {
        (field, negated) = (default, false);
        if (type == ToolByte && key.SequenceEqual("aknd"u8))
        {
            // A peer's definitions say so here and have no phase; its executions have a phase that their fields tell.
            field = Field.ToolPhase;
            return text.SequenceEqual("definition"u8);
        }
        if (!s_byType.TryGetValue(type, out (byte[] Key, Field Field, bool Negated)[]? keys)) return false;
        foreach ((byte[] candidate, Field of, bool opposite) in keys)
        {
            if (!key.SequenceEqual(candidate) || (opposite && value != OmsValueKind.Boolean)) continue;
            (field, negated) = (of, opposite);
            return true;
        }
        return false;
    }
}

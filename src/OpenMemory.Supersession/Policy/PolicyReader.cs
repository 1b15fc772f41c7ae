namespace OpenMemory.Supersession;

/// <summary>Reads <c>invalidation_policy</c> as the table at the end of §23 has it: whatever is not understood protects.</summary>
internal static class PolicyReader
{
    private const ProtectionScope Widest = ProtectionScope.Subtree | ProtectionScope.Lineage;

    private static readonly GrainProtection s_open = new();
    private static readonly GrainProtection s_consent = new() { Mode = InvalidationMode.SoftLocked }; // OMS-8.10-5
    private static readonly GrainProtection s_unreadable = new() { Mode = InvalidationMode.Locked, Scope = Widest, IsUnderstood = false };

    internal static GrainProtection Read(GrainView grain)
    {
        if (grain.Bytes.IsEmpty || !grain.IsReadable()) return s_unreadable;
        if (!grain.TryGetCore(Field.InvalidationPolicy, out FieldValue policy))
            return grain.Hides(Field.InvalidationPolicy) ? s_unreadable : grain.Type == GrainType.Consent ? s_consent : s_open;
        if (policy.Kind != OmsValueKind.Map) return s_unreadable;

        bool isUnderstood = policy.TryGetEntry("mode"u8, out FieldValue mode) & TryReadMode(mode, out InvalidationMode declared);
        return new()
        {
            Mode = declared,
            IsUnderstood = isUnderstood,
            Scope = policy.TryGetEntry("scope"u8, out FieldValue scope) ? ReadScope(scope) : ProtectionScope.Grain,
            Authorized = policy.TryGetEntry("authorized"u8, out FieldValue authorized) ? ReadTexts(authorized) : [],
            Threshold = policy.TryGetEntry("threshold"u8, out FieldValue threshold) && ReadCount(threshold) is > 0 and { } needed ? (long)Math.Min(needed, long.MaxValue) : null,
            LockedUntil = policy.TryGetEntry("locked_until"u8, out FieldValue until) ? ReadCount(until) : null,
            FallbackMode = policy.TryGetEntry("fallback_mode"u8, out FieldValue fallback) ? ReadFallback(fallback) : InvalidationMode.Open,
            AuthorDid = grain.TryGetCore(Field.AuthorDid, out FieldValue author) && author.Kind == OmsValueKind.Text ? author.ToText() : null,
        };
    }

    /// <summary>Reads a whole number that is not negative, a float too; null for everything else.</summary>
    internal static ulong? ReadCount(FieldValue value) => value.Kind switch
    {
        OmsValueKind.Integer => value.IsUnsigned || value.Int64 >= 0 ? value.UInt64 : null,
        OmsValueKind.Float when double.IsInteger(value.Float64) && value.Float64 >= 0 => value.Float64 < 18446744073709551616.0 ? (ulong)value.Float64 : ulong.MaxValue,
        _ => null,
    };

    private static bool TryReadMode(FieldValue value, out InvalidationMode mode)
    {
        ReadOnlySpan<byte> text = value.Kind == OmsValueKind.Text ? value.Utf8 : default;
        mode = InvalidationMode.Locked;
        if (text.SequenceEqual("open"u8)) mode = InvalidationMode.Open;
        else if (text.SequenceEqual("soft_locked"u8)) mode = InvalidationMode.SoftLocked;
        else if (text.SequenceEqual("quorum"u8)) mode = InvalidationMode.Quorum;
        else if (text.SequenceEqual("delegated"u8)) mode = InvalidationMode.Delegated;
        else if (text.SequenceEqual("timed"u8)) mode = InvalidationMode.Timed;
        else if (text.SequenceEqual("hold"u8)) mode = InvalidationMode.Hold;
        else if (text.SequenceEqual("consent_cascade"u8)) mode = InvalidationMode.ConsentCascade;
        else return text.SequenceEqual("locked"u8);
        return true;
    }

    /// <summary>A mode after a time that is <c>timed</c> again never ends, and so is locked.</summary>
    private static InvalidationMode ReadFallback(FieldValue value) =>
        TryReadMode(value, out InvalidationMode mode) && mode != InvalidationMode.Timed ? mode : InvalidationMode.Locked;

    private static ProtectionScope ReadScope(FieldValue value) =>
        value.IsText("grain"u8) ? ProtectionScope.Grain
        : value.IsText("subtree"u8) ? ProtectionScope.Subtree
        : value.IsText("lineage"u8) ? ProtectionScope.Lineage
        : Widest;

    private static List<string> ReadTexts(FieldValue value)
    {
        List<string> texts = [];
        if (value.Kind != OmsValueKind.Array) return texts;
        foreach (FieldEntry element in value)
        {
            if (element.Value.Kind == OmsValueKind.Text) texts.Add(element.Value.ToText());
        }
        return texts;
    }
}

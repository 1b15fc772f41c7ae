namespace OpenMemory;

// For who has a grain's values in pieces, not as objects, and writes them straight into the payload.
public ref partial struct GrainWriter
{
    /// <summary>Where the values go that <see cref="BeginValue"/> and <see cref="BeginExtra"/> announce.</summary>
    internal readonly CanonicalWriter Payload => _writer;

    /// <summary>Writes the key of a field; the caller writes one value after it. What it is, the rules look at in the end.</summary>
    internal void BeginValue(Field field, OmsValueKind kind)
    {
        _isSuspect = true;
        WriteKey(field, kind);
    }

    /// <summary>Writes the key of an author's own field; the caller writes one value after it.</summary>
    /// <param name="name">A name that is no field of the type.</param>
    /// <returns>Whether the name is free; where it is not, <see cref="WriteExtra"/> says why.</returns>
    internal bool BeginExtra(scoped ReadOnlySpan<byte> name)
    {
        if (_map.FindKey(name) >= 0 || (!_options.Restore && LegacyRules.IsOld(_type, name))) return false;
        CheckUsable();
        _isSuspect = true;
        _writer.WriteKey(name);
        return true;
    }

    /// <summary>Writes an integer as the grain has it: where one is restored, also in the place of a float.</summary>
    internal void WriteInteger(Field field, long value)
    {
        if (_options.Restore) Write(field, (OmsValue)value);
        else Write(field, value);
    }

    /// <summary>Takes note of the tag that decides the keys of <c>context</c> (R-28).</summary>
    internal void NoteIntegration() => _isIntegration = true;

    /// <summary>Whether the keys inside a map depend on the tags, so that it is written when all else is .</summary>
    internal readonly bool WaitsForTags(Field field) => field == Field.Context && _type != GrainType.State;

    /// <summary>The names that are compacted in a field's own map; null where they stay as they are.</summary>
    internal readonly NestedMap? NamesInside(Field field) => UsesIntegrationKeys(field) ? NestedMap.Integration : null;

    /// <summary>Ends the payload and applies the rules; the bytes are the writer's until it is disposed.</summary>
    internal ReadOnlySpan<byte> Completed() => Complete();
}

using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>Conditions on fields that only the index knows (§5.6): what a blob says under their keys counts for nothing.</summary>
internal static class EntryField
{
    /// <summary>Whether a field belongs to the index.</summary>
    internal static bool Is(Field field) =>
        field == Field.SupersededBy || field == Field.SystemValidTo || field == Field.VerificationStatus || field == Field.RecStatus
        || field == Field.AccessCount || field == Field.LastAccessedAt;

    /// <summary>Whether an entry has what is wanted.</summary>
    internal static bool Matches(WantedField field, IndexEntry entry)
    {
        IndexState state = entry.State;
        foreach (ref readonly WantedValue wanted in field.Values.AsSpan())
        {
            bool isSame = field.Field switch
            {
                var of when of == Field.SupersededBy => HasSuccessor(wanted, entry),
                var of when of == Field.SystemValidTo => state.SystemValidTo is { } end && wanted.Matches(end.Value),
                var of when of == Field.VerificationStatus => wanted.Matches(state.VerificationStatus),
                var of when of == Field.RecStatus => state.RecStatus is { } status && wanted.Matches(status),
                var of when of == Field.AccessCount => wanted.Matches(state.AccessCount),
                _ => state.LastAccessedAt is { } last && wanted.Matches(last.Value),
            };
            if (isSame) return true;
        }
        return false;
    }

    private static bool HasSuccessor(in WantedValue wanted, IndexEntry entry)
    {
        foreach (ContentAddress successor in entry.Successors())
        {
            if (wanted.Matches(successor.ToString())) return true;
        }
        return false;
    }
}

namespace OpenMemory.Supersession.Tests;

/// <summary>Grains and entries in memory. It believes whatever it is told, as a hostile store would have it.</summary>
internal sealed class MemorySource : ISupersessionSource
{
    private readonly Dictionary<ContentAddress, GrainBlob> _grains = [];
    private readonly Dictionary<ContentAddress, IndexEntry> _entries = [];

    /// <summary>How often a grain was asked for.</summary>
    internal long Lookups { get; private set; }

    public GrainBlob? Find(ContentAddress address)
    {
        Lookups++;
        return _grains.GetValueOrDefault(address);
    }

    public IndexEntry EntryOf(ContentAddress address) => _entries.GetValueOrDefault(address, IndexEntry.Default);

    internal GrainBlob Add(Grain grain) => Add(grain.ToBlob());

    internal GrainBlob Add(GrainBlob grain)
    {
        _grains[grain.Address] = grain;
        return grain;
    }

    /// <summary>Keeps a grain under an address that is not its own.</summary>
    internal void AddUnder(ContentAddress address, GrainBlob grain) => _grains[address] = grain;

    internal void Remove(ContentAddress address) => _grains.Remove(address);

    internal void Set(ContentAddress address, IndexEntry entry) => _entries[address] = entry;

    /// <summary>Notes a successor, or where there is one already, a rival.</summary>
    internal void Supersede(ContentAddress old, ContentAddress successor)
    {
        IndexEntry entry = EntryOf(old);
        _entries[old] = entry.State.SupersededBy is null
            ? entry with { State = entry.State with { SupersededBy = successor, SystemValidTo = 1 } }
            : entry with { Rivals = [.. entry.Rivals, successor] };
    }

    /// <summary>Adds a grain that names another, and notes it as its successor.</summary>
    internal GrainBlob Supersede(GrainBlob old, Grain successor)
    {
        GrainBlob added = Add(successor);
        Supersede(old.Address, added.Address);
        return added;
    }

    internal void LiftHold(ContentAddress address) => _entries[address] = EntryOf(address) with { IsHoldLifted = true };
}

using System.Globalization;

namespace OpenMemory.Store;

/// <summary>
/// When a run last moved grains to the cold tier: one row of the metadata table. Runs cool and remove only when the rest since then is over,
/// and remove only what lay in the cold tier before they began; so every grain that is removed has rested, and no time is kept for each.
/// </summary>
internal sealed class RetentionRest
{
    /// <summary>The row; it replicates nowhere.</summary>
    internal const string Key = "openmemory:retention:cooled_at";

    private readonly EpochMilliseconds _now;
    private string? _text;

    internal RetentionRest(IStoreReader reader, TimeSpan rest, EpochMilliseconds now)
    {
        _now = now;
        _text = reader.GetMetadata(Key);
        // A time that is not known, or lies ahead because a clock was set back, says nothing about what lies in the cold tier.
        IsKnown = long.TryParse(_text, NumberStyles.None, CultureInfo.InvariantCulture, out long last) && last <= now.Value;
        MayRemove = IsKnown && now.Value - last >= (long)rest.TotalMilliseconds;
        MayCool = !IsKnown || MayRemove;
    }

    /// <summary>Whether an earlier run left its time.</summary>
    internal bool IsKnown { get; private set; }

    internal bool MayCool { get; private set; }

    internal bool MayRemove { get; private set; }

    /// <summary>Writes that grains were cooled by this run; where nothing was known, that rest begins.</summary>
    internal void Begin(IStoreWriter writer)
    {
        _text = _now.Value.ToString(CultureInfo.InvariantCulture);
        writer.SetMetadata(Key, _text);
        IsKnown = true;
    }

    /// <summary>Looks whether another run cooled grains meanwhile, which this one must not remove.</summary>
    /// <returns>Whether nobody did.</returns>
    internal bool IsMine(IStoreReader reader)
    {
        if (string.Equals(reader.GetMetadata(Key), _text, StringComparison.Ordinal)) return true;
        MayCool = MayRemove = false;
        return false;
    }
}

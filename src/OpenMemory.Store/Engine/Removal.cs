namespace OpenMemory.Store;

/// <summary>Removes grains with the attachments that only they name, in the scope of the caller (§28.4.3).</summary>
internal sealed class Removal(IStoreWriter writer, EpochMilliseconds now)
{
    private readonly HashSet<CasUri> _candidates = [];

    /// <summary>How many attachments were destroyed.</summary>
    internal int Reclaimed { get; private set; }

    /// <summary>How many stay, because a grain that stays names them.</summary>
    internal int Shared { get; private set; }

    /// <summary>Removes a grain; its attachments become candidates, and nothing else does (OMS-28.4.3-2).</summary>
    /// <param name="stored">The grain.</param>
    /// <param name="readable">What it says: of a sealed one, what was sealed.</param>
    internal void Add(GrainBlob stored, GrainBlob readable)
    {
        foreach (CasUri uri in Attachments.Of(readable.View())) _candidates.Add(uri);
        writer.Remove(stored.Address, now);
    }

    /// <summary>Destroys the candidates that no grain names any more (OMS-28.4.3-1, OMS-28.4.3-4).</summary>
    internal void Finish()
    {
        foreach (CasUri uri in _candidates)
        {
            if (!writer.TryGetContent(uri, out _)) continue;
            if (writer.IsReferenced(uri))
            {
                Shared++;
                continue;
            }
            writer.RemoveContent(uri);
            Reclaimed++;
        }
    }
}

using System.Text;
using OpenMemory.Erasure;

namespace OpenMemory.Store;

/// <summary>Removes grains with the attachments that only they name, in the scope of the caller (§28.4.3).</summary>
/// <param name="writer">The scope.</param>
/// <param name="now">When.</param>
/// <param name="ring">The store's keys: a user's sealed attachments go with the user's grains. Null for none.</param>
internal sealed class Removal(IStoreWriter writer, EpochMilliseconds now, UserKeyRing? ring)
{
    private readonly HashSet<CasUri> _candidates = [];
    private readonly Dictionary<string, HashSet<CasUri>> _ofUsers = new(StringComparer.Ordinal), _named = new(StringComparer.Ordinal);

    /// <summary>How many attachments were destroyed.</summary>
    internal int Reclaimed { get; private set; }

    /// <summary>How many stay, because a grain that stays names them.</summary>
    internal int Shared { get; private set; }

    /// <summary>Removes a grain; its attachments become candidates, and nothing else does (OMS-28.4.3-2).</summary>
    /// <param name="stored">The grain.</param>
    /// <param name="readable">What it says: of a sealed one, what was sealed.</param>
    /// <param name="userId">For whom its attachments may be sealed, besides the grain's own <c>user_id</c>; null for nobody else.</param>
    internal void Add(GrainBlob stored, GrainBlob readable, string? userId = null)
    {
        List<CasUri> named = Attachments.Of(readable.View()).ToList();
        _candidates.UnionWith(named);
        if (ring is not null && named.Count > 0)
        {
            AddOf(userId, named);
            AddOf(UserOf(readable.View()), named);
        }
        writer.Remove(stored.Address, now);
    }

    /// <summary>Destroys the candidates that no grain names any more (OMS-28.4.3-1, OMS-28.4.3-4).</summary>
    internal void Finish()
    {
        foreach (CasUri uri in _candidates)
        {
            if (!writer.TryGetContent(uri, out ReadOnlyMemory<byte> kept) || SealedAttachments.IsRow(uri, kept.Span)) continue;
            Finish(uri, writer.IsReferenced(uri) || _ofUsers.Keys.Any(user => IsNamedOf(user, uri)));
        }
        foreach ((string user, HashSet<CasUri> named) in _ofUsers)
        {
            foreach (CasUri uri in named)
            {
                foreach (CasUri row in new SealedAttachments(ring!, user).RowsOf(uri))
                {
                    if (writer.TryGetContent(row, out _)) Finish(row, IsNamedOf(user, uri));
                }
            }
        }
    }

    private void Finish(CasUri row, bool isNamed)
    {
        if (isNamed)
        {
            Shared++;
            return;
        }
        writer.RemoveContent(row);
        Reclaimed++;
    }

    private void AddOf(string? userId, List<CasUri> named)
    {
        if (userId is null) return;
        if (!_ofUsers.TryGetValue(userId, out HashSet<CasUri>? all)) _ofUsers.Add(userId, all = []);
        all.UnionWith(named);
    }

    /// <summary>Whether a grain of a user that stays names an attachment; those that are sealed for the user are looked into.</summary>
    private bool IsNamedOf(string user, CasUri uri)
    {
        if (!_named.TryGetValue(user, out HashSet<CasUri>? named))
        {
            _named.Add(user, named = []);
            SubjectSelector selector = new(user, ring!.GetNames(user));
            foreach (GrainRow row in writer.FindSubject(selector))
            {
                GrainView readable = StoreSource.Readable(row.Blob, ring, user).View();
                if (selector.Matches(row.Blob.View()) || selector.Matches(readable)) named.UnionWith(Attachments.Of(readable).ToList());
            }
        }
        return named.Contains(uri);
    }

    /// <summary>The user whom a grain names, where anything could be sealed for them.</summary>
    private static string? UserOf(GrainView grain)
    {
        if (grain.IsSealed || !grain.TryGetCore(Field.UserId, out FieldValue user) || user.Kind != OmsValueKind.Text) return null;
        byte[] utf8 = Nfc.Normalized(user.Utf8).ToArray();
        string text = Encoding.UTF8.GetString(utf8);
        return utf8.Length <= KeyDerivation.MaxTextBytes && !string.IsNullOrWhiteSpace(text) ? text : null;
    }
}

namespace OpenMemory;

/// <summary>
/// Decides how much of a manifest an importer may believe. A manifest is a stranger's word, so it moves a grain's status
/// only as far as the grains themselves bear it out; blobs are looked at and never changed (OMS-11.7-5).
/// </summary>
/// <remarks>
/// <para>Portable fields are applied (OMS-11.7-3): <c>superseded_by</c> if the superseding grain is present and names the old one;
/// on a protected grain none of them, except that a withdrawal of a Consent by its own subject always counts. The
/// rebuildable <c>rec_status</c> is never applied; local fields are unless told otherwise.</para>
/// <para>Protected is a grain whose invalidation policy has a mode other than <c>open</c> and <c>consent_cascade</c>, which let
/// every supersession and contradiction pass (§23.2), a policy that cannot be read, and a Consent without one (OMS-23.3-1).</para>
/// </remarks>
public static class ManifestImport
{
    /// <summary>Goes through the entries of a manifest one by one, by ascending address.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="file">Finds a grain of the file; null where the file does not hold it.</param>
    /// <param name="options">What the importer has already.</param>
    /// <returns>Each entry with the state to keep and what was not applied. Nothing is looked up before it is asked for.</returns>
    public static IEnumerable<ManifestImportEntry> Check(
        IndexManifest manifest, Func<ContentAddress, GrainBlob?> file, ManifestImportOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(file);
        return manifest.Select(entry => Check(entry.Key, entry.Value, file, options));
    }

    internal static ManifestImportEntry Check(ContentAddress address, IndexState stated, Func<ContentAddress, GrainBlob?> file, ManifestImportOptions options)
    {
        IndexState existing = options.Index?.Invoke(address) ?? IndexState.Default;
        if (file(address) is not { } grain)
            return new(address, IndexState.Default, existing, [new(ManifestNoticeKind.GrainNotInFile, address)]);

        List<ManifestNotice> notices = [];
        if (stated.RecStatus is not null) notices.Add(new(ManifestNoticeKind.RecStatusNotTrusted, address));
        IndexState applied = stated with { RecStatus = null };
        if (options.ResetLocal) applied = applied with { AccessCount = 0, LastAccessedAt = null };

        if (stated.SupersededBy is { } head)
        {
            GrainBlob? successor = file(head) ?? options.Store?.Invoke(head);
            ManifestNoticeKind? problem =
                successor is null ? ManifestNoticeKind.SupersedingGrainAbsent
                : !SupersessionProof.Names(successor, address) ? ManifestNoticeKind.SupersedingGrainDoesNotNameIt
                : null;
            if (problem is { } kind)
            {
                notices.Add(new(kind, address, head));
                applied = applied with { SupersededBy = null };
            }
            else if (SupersessionProof.IsWithdrawal(grain, successor!)) // the one supersession that no policy stops
                return Finish(address, existing, Guard(grain, applied, notices, address, keepsSupersession: true), notices);
        }
        return Finish(address, existing, Guard(grain, applied, notices, address, keepsSupersession: false), notices);
    }

    /// <summary>Takes away what would change the status of a grain that is protected.</summary>
    private static IndexState Guard(GrainBlob grain, IndexState applied, List<ManifestNotice> notices, ContentAddress address, bool keepsSupersession)
    {
        ManifestNoticeKind? guard = SupersessionProof.Guard(grain);
        if (guard is not { } kind || !applied.HasPortableState) return applied;
        IndexState rest = new() { RecStatus = applied.RecStatus, AccessCount = applied.AccessCount, LastAccessedAt = applied.LastAccessedAt };
        if (keepsSupersession) rest = rest with { SupersededBy = applied.SupersededBy, SystemValidTo = applied.SystemValidTo };
        if (rest.VerificationStatus != applied.VerificationStatus || rest.SupersededBy != applied.SupersededBy || rest.SystemValidTo != applied.SystemValidTo)
            notices.Add(new(kind, address, applied.SupersededBy));
        return rest;
    }

    private static ManifestImportEntry Finish(ContentAddress address, IndexState existing, IndexState applied, List<ManifestNotice> notices)
    {
        IndexMerge merge = IndexState.Merge(existing, applied);
        if (merge.Fork is { } fork) notices.Add(new(ManifestNoticeKind.Fork, address, fork));
        return new(address, applied, merge.State, notices);
    }
}

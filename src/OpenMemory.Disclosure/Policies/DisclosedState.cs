namespace OpenMemory.Disclosure;

/// <summary>The index state of shown grains, under the addresses that they have now. What it names are originals.</summary>
internal sealed class DisclosedState(IndexManifest? manifest, bool local)
{
    private static readonly string[] s_statuses = [IndexState.Unverified, IndexState.Verified, IndexState.Contested, IndexState.Retracted];

    private readonly Dictionary<ContentAddress, IndexState> _states = [];

    internal void Carry(ContentAddress original, ContentAddress shown)
    {
        if (manifest is null || !manifest.TryGet(original, out IndexState state)) return;
        string status = s_statuses.Contains(state.VerificationStatus) ? state.VerificationStatus : IndexState.Unverified; // others may be anybody's text
        IndexState carried = local ? state : new() { SupersededBy = state.SupersededBy, SystemValidTo = state.SystemValidTo, VerificationStatus = status };
        if (!carried.IsDefault) _states[shown] = carried;
    }

    internal IndexManifest? ToManifest() => _states.Count == 0 ? null : IndexManifest.Create(_states);
}

namespace OpenMemory.Store;

/// <summary>Every grain that is about a person, as far as it can be known (§28.4.4).</summary>
/// <param name="Fingerprint">The person without the identity: <c>subject:</c> and the first 8 bytes of its SHA-256 in hex .</param>
/// <param name="Matches">The grains, by ascending address.</param>
/// <param name="Limits">What could not be reached, or was not asked for.</param>
public sealed record SubjectReport(string Fingerprint, IReadOnlyList<SubjectMatch> Matches, IReadOnlyList<SubjectLimit> Limits)
{
    /// <summary>Whether nothing is known to be missed.</summary>
    public bool IsComplete => !Limits.Any(static limit => limit.MakesIncomplete);
}

using OpenMemory.Erasure;

namespace OpenMemory.Store;

/// <summary>
/// Decides whether a grain is about a person: the one selector of reports and erasures (OMS-28.4.4-3). An identity matches itself, and
/// what begins with it followed by a character that is no letter or digit.
/// </summary>
public sealed class SubjectSelector
{
    /// <summary>Makes a selector.</summary>
    /// <param name="identity">The person; compared in NFC, and case matters.</param>
    /// <param name="names">The person's blind tokens, by which sealed grains are found; empty without a key ring.</param>
    /// <param name="includeMentions">Whether texts that only mention the person match too.</param>
    /// <exception cref="ArgumentException">The identity is empty.</exception>
    public SubjectSelector(string identity, IReadOnlyList<UserSaltName>? names = null, bool includeMentions = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(identity);
        throw new NotImplementedException();
    }

    /// <summary>The person without the identity .</summary>
    public string Fingerprint => throw new NotImplementedException();

    /// <summary>Whether a grain is about the person.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>Whether it is.</returns>
    public bool Matches(GrainView grain) => throw new NotImplementedException();

    /// <summary>Full names of the fields by which a grain is about the person; empty where it is not, or is sealed.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>The names.</returns>
    public IReadOnlyList<string> MatchedFields(GrainView grain) => throw new NotImplementedException();
}

namespace OpenMemory.Signing;

/// <summary>One grain that is not trusted.</summary>
/// <param name="Index">Its 0-based position in the file or stream.</param>
/// <param name="Address">Its address; of bytes without a grain, that of themselves.</param>
/// <param name="Verdict">Why it is not trusted.</param>
/// <param name="Signer">Who is said to have signed; proven only where the policy alone refuses the grain. Null where nobody is named.</param>
/// <param name="Fault">What is wrong with the grain or its signature; the default value where the policy alone refuses it.</param>
public readonly record struct TrustFinding(long Index, ContentAddress Address, TrustVerdict Verdict, string? Signer, OmsFault Fault);

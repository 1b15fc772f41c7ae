namespace OpenMemory.Signing;

/// <summary>What a <see cref="TrustPolicy"/> says of a grain: trusted, or why not. The first reason that applies is named.</summary>
public enum TrustVerdict
{
    /// <summary>The envelope, or the grain in it, is not sound, or the signed flag and the envelope do not agree.</summary>
    Malformed,

    /// <summary>The signature is not the signer's over this grain.</summary>
    SignatureInvalid,

    /// <summary>The signer's key cannot be told.</summary>
    KeyUnresolvable,

    /// <summary>Nothing is trusted in this namespace.</summary>
    NamespaceRefused,

    /// <summary>
    /// The namespace cannot be read, because the grain is sealed or the field is elided, and not every rule of the policy trusts the grain.
    /// </summary>
    NamespaceHidden,

    /// <summary>The grain is not signed.</summary>
    Unsigned,

    /// <summary>The signer is not one whom the rule names.</summary>
    SignerNotListed,

    /// <summary>The signature is of an algorithm that the rule does not name.</summary>
    AlgorithmNotAllowed,

    /// <summary>The signer is not the grain's <c>author_did</c>, or the grain names none (OMS-9.3-3).</summary>
    SignerNotAuthor,

    /// <summary>The policy trusts the grain. Not the default value, so that what nobody decided is not trusted.</summary>
    Trusted,
}

using OpenMemory.Signing;

namespace OpenMemory.Supersession.Tests;

/// <summary>Keys that live as long as the tests.</summary>
internal static class Signers
{
    internal static SigningKey One { get; } = SigningKey.Create();

    internal static SigningKey Two { get; } = SigningKey.Create(SignatureAlgorithm.Es256);

    internal static SigningKey Three { get; } = SigningKey.Create();

    internal static SigningKey Stranger { get; } = SigningKey.Create();
}

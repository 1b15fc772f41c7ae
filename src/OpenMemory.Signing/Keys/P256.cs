using System.Security.Cryptography;

namespace OpenMemory.Signing;

/// <summary>ECDSA over P-256 with SHA-256: the platform's, and points in the form that DIDs have.</summary>
internal static class P256
{
    internal static ECPoint Decode(ReadOnlySpan<byte> point) => throw new NotImplementedException();

    internal static byte[] Compress(ECPoint point) => throw new NotImplementedException();

    internal static ECDsa Open(ECPoint point) => throw new NotImplementedException();

    internal static bool Verify(ECDsa key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => throw new NotImplementedException();
}

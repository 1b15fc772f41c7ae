namespace OpenMemory.Signing.Tests;

/// <summary>A signer that is no key in memory: a hardware module, or one that misbehaves.</summary>
internal sealed class StubSigner(string keyId, SignatureAlgorithm algorithm, Func<byte[], byte[]?> sign) : IGrainSigner
{
    public string KeyId => keyId;

    public SignatureAlgorithm Algorithm => algorithm;

    public async ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return sign(message.ToArray())!;
    }
}

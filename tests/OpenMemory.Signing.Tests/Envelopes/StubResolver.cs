namespace OpenMemory.Signing.Tests;

/// <summary>Says what the test says, at once or later, and counts how often it was asked.</summary>
internal sealed class StubResolver(Func<string, KeyResolution> answer, bool later = false) : IKeyResolver
{
    internal int Asked { get; private set; }

    public async ValueTask<KeyResolution> ResolveAsync(string keyId, CancellationToken cancellationToken = default)
    {
        Asked++;
        if (later) await Task.Delay(1, cancellationToken);
        return answer(keyId);
    }
}

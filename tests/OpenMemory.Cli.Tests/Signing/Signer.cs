using OpenMemory.Signing;

namespace OpenMemory.Cli.Tests.Signing;

/// <summary>A key made by the command, in a folder of its own, and the commands that take it.</summary>
internal sealed class Signer : IDisposable
{
    public Signer(string algorithm = "eddsa")
    {
        CliRun run = CliRun.Of("keygen", "--algorithm", algorithm, "--out", Key);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Did = run.Output.TrimEnd('\n');
    }

    public TestFolder Folder { get; } = new();

    public string Key => Folder["signer.pem"];

    /// <summary>The key's did:key.</summary>
    public string Did { get; }

    public CliRun Sign(string input, params string[] args) => CliRun.WithText(input, ["sign", "-", "--key", Key, .. args]);

    /// <summary>The document of a did:web with this key (§12.1).</summary>
    public string Document(string did)
    {
        string multibase = Did["did:key:".Length..];
        return Folder.Write($"{Guid.NewGuid():N}.json",
            $$"""{"@context":"https://www.w3.org/ns/did/v1","id":"{{did}}","verificationMethod":[{"id":"{{did}}#1","type":"Multikey","controller":"{{did}}","publicKeyMultibase":"{{multibase}}"}],"assertionMethod":["{{did}}#1"]}""");
    }

    /// <summary>The bytes in the blob of a line of encode.</summary>
    public static byte[] BlobOf(string line) => Convert.FromHexString(Member(line, "blob"));

    /// <summary>A text in a line of encode.</summary>
    public static string Member(string line, string name)
    {
        using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(line);
        return json.RootElement.GetProperty(name).GetString()!;
    }

    /// <summary>The same line with the last bit of its grain changed, and no address.</summary>
    public static string Changed(string line)
    {
        byte[] bytes = BlobOf(line);
        bytes[^1] ^= 1;
        return Convert.ToHexStringLower(bytes);
    }

    public SignatureCheck Check(string line) => new SignatureVerifier().Verify(BlobOf(line), DidKey.Parse(Did));

    public void Dispose() => Folder.Dispose();
}

namespace OpenMemory.Signing.Tests;

/// <summary>What docs/signing.md shows is what runs.</summary>
[TestFixture]
[NonParallelizable]
public sealed class SigningExampleTests
{
    private static readonly Fact s_fact = new() { Subject = "customer-456", Relation = "prefers", Object = "email over phone", Confidence = 0.9, CreatedAt = 1768471200000 };

    [Test]
    public async Task The_examples_sign_verify_and_judge()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = folder;
            using SigningKey key = SigningKey.Create();
            SigningKeyFile.Create("agent.pem", key);
            using (MgFileWriter writer = MgFileWriter.Create("memory.mg"))
            {
                SignatureCheck check = await SigningExamples.Sign(s_fact with { AuthorDid = key.KeyId }, writer);
                writer.Complete();
                Assert.That((check.IsVerified, check.Signer, check.SignerIsAuthor), Is.EqualTo((true, key.KeyId, (bool?)true)));
            }
            TrustReport partner = await SigningExamples.Trust("memory.mg", new NoDocuments(), key.KeyId);
            TrustReport stranger = await SigningExamples.Trust("memory.mg", new NoDocuments(), "did:web:example.com");
            Assert.That((partner.IsTrusted, stranger.IsTrusted, stranger.Verdicts[TrustVerdict.SignerNotListed]), Is.EqualTo((true, false, 1L)));
        }
        finally
        {
            Environment.CurrentDirectory = before;
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class NoDocuments : IDidDocumentSource
    {
        public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(Uri document, int maxBytes, CancellationToken cancellationToken = default) => new((ReadOnlyMemory<byte>?)null);
    }
}

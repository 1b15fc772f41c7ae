using System.Text;
using OpenMemory.Fuzzing;

namespace OpenMemory.Tests;

/// <summary>What a fuzzer once found stays found: every fixture of <c>spec-vectors/crashes</c>.</summary>
[TestFixture]
public sealed class CrashFixtureTests
{
    private static readonly string s_sound = Convert.ToHexStringLower(Vectors.Vector1);

    [Test]
    public void Every_fixture_holds()
    {
        Assert.That(File.Exists(Path.Combine(CrashFixtures.Folder, "README.md")), Is.True);
        foreach (string file in CrashFixtures.Files)
            Assert.That(() => CrashFixtures.Replay(File.ReadAllBytes(file)), Is.Positive, Path.GetFileName(file));
    }

    [Test]
    public void A_fixture_that_holds_is_counted() => Assert.That(Replay(
        $$"""{"name":"a","section":"4","notes":"","blob_hex":"{{s_sound}}","address":"{{ContentAddress.Compute(Vectors.Vector1)}}"}""",
        $$"""{"name":"b","section":"4","notes":"","kind":"blob","hex":"{{s_sound}}00","error":"ERR_CORRUPT"}""",
        """{"name":"c","section":"11","notes":"","kind":"file","hex":"4d47","error":"ERR_TOO_SHORT"}""",
        """{"name":"d","section":"8","notes":"","kind":"write","input":{"created_at":1},"error":"ERR_NO_TYPE"}"""), Is.EqualTo(4));

    [TestCase("\"kind\":\"blob\",\"hex\":\"VECTOR\",\"error\":\"ERR_CORRUPT\"", Description = "accepted")]
    [TestCase("\"kind\":\"blob\",\"hex\":\"VECTOR00\",\"error\":\"ERR_SCHEMA\"", Description = "another code")]
    [TestCase("\"kind\":\"blob\",\"hex\":\"VECTOR00\",\"error\":\"ERR_DREAM\"", Description = "no code")]
    [TestCase("\"kind\":\"dream\",\"hex\":\"VECTOR00\",\"error\":\"ERR_CORRUPT\"", Description = "no kind")]
    [TestCase("\"kind\":\"write\",\"input\":{\"type\":\"reasoning\",\"created_at\":1},\"error\":\"ERR_SCHEMA\"", Description = "written")]
    [TestCase("\"kind\":\"file\",\"hex\":\"4d47\",\"error\":\"ERR_CORRUPT\"", Description = "another code of a file")]
    [TestCase("\"blob_hex\":\"VECTOR\",\"address\":\"00\"", Description = "another address")]
    [TestCase("\"blob_hex\":\"VECTOR00\",\"address\":\"00\"", Description = "refused")]
    [TestCase("\"file_hex\":\"4d47\",\"grains\":[]", Description = "a file refused")]
    public void A_fixture_that_does_not_hold_fails(string members)
    {
        string row = $$"""{"name":"x","section":"4","notes":"",{{members.Replace("VECTOR", s_sound, StringComparison.Ordinal)}}}""";
        Assert.That(() => Replay(row), Throws.TypeOf<FindingException>());
    }

    [Test]
    public void A_fixture_without_a_name_fails() =>
        Assert.That(() => Replay($$"""{"section":"4","notes":"","kind":"blob","hex":"{{s_sound}}00","error":"ERR_CORRUPT"}"""), Throws.TypeOf<FindingException>());

    private static int Replay(params string[] rows) => CrashFixtures.Replay(Encoding.UTF8.GetBytes($"[{string.Join(',', rows)}]"));
}

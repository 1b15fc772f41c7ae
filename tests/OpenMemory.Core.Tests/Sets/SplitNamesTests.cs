using System.Text;

namespace OpenMemory.Tests;

/// <summary>No key of a stranger leads out of the folder, or takes the file of another key.</summary>
[TestFixture]
public sealed class SplitNamesTests
{
    [TestCase("anna", "anna.mg")]
    [TestCase("anna@example.com", "anna@example.com.mg")]
    [TestCase("2026-01-15", "2026-01-15.mg")]
    [TestCase("contact", "contact.mg")]
    [TestCase("com10", "com10.mg")]
    [TestCase("anna.01", "anna.01.mg")]
    [TestCase("001", "001.mg")]
    public void A_safe_key_is_its_name(string key, string name) => Assert.That(Of(key), Is.EqualTo(name));

    [TestCase("Anna", "anna~")]
    [TestCase("support:billing", "support-billing~")]
    [TestCase("../../etc/passwd", "etc-passwd~")]
    [TestCase("..", "key~")]
    [TestCase(".hidden", "hidden~")]
    [TestCase("-rf", "rf~")]
    [TestCase("a.", "a~")]
    [TestCase("a ", "a~")]
    [TestCase("con", "key~")]
    [TestCase("CON.txt", "key~")]
    [TestCase("nul.x", "key~")]
    [TestCase("lpt1", "key~")]
    [TestCase("_without", "without~")]
    [TestCase("\u0000", "key~")]
    [TestCase("ann\u0430", "ann~")] // a Cyrillic letter
    [TestCase("a~b", "a-b~")]
    [TestCase("anna.001", "anna.001~")] // a volume of anna.mg
    [TestCase("10.0.0.1000", "10.0.0.1000~")]
    [TestCase("C:\\x", "c-x~")]
    [TestCase("\u202egm.exe", "gm.exe~")]
    public void Any_other_key_is_a_prefix_and_a_hash(string key, string prefix)
    {
        string name = Of(key);
        Assert.That(name, Does.StartWith(prefix));
        Assert.That(name, Has.Length.EqualTo(prefix.Length + 32 + 3));
        Assert.That(name[prefix.Length..], Is.EqualTo(ContentAddress.Compute(Encoding.UTF8.GetBytes(key)).ToString()[..32] + ".mg"));
    }

    [Test]
    public void Different_keys_have_different_names_whatever_the_case_and_none_is_long()
    {
        Random random = new(1);
        const string alphabet = "aAbB.-_@~/\\: \u00e9\u0000\n9cCoOnNuUlL";
        HashSet<string> keys = ["_without", "_without.mg", new string('a', 64), new string('a', 65), new string('A', 100_000)];
        while (keys.Count < 20_000) keys.Add(new string([.. Enumerable.Range(0, random.Next(1, 70)).Select(_ => alphabet[random.Next(alphabet.Length)])]));
        foreach (string key in keys.ToArray()) keys.Add(Of(key)[..^3]); // names as keys
        string[] names = [.. keys.Select(Of).Append(SplitNames.Without)];
        Assert.That(names.Distinct(StringComparer.OrdinalIgnoreCase).Count(), Is.EqualTo(names.Length));
        Assert.That(names, Is.All.Match(@"^[a-z0-9_][a-z0-9._@~-]*[a-z0-9_@-]\.mg\z|^[a-z0-9]\.mg\z"));
        Assert.That(names.Max(static name => name.Length), Is.LessThan(100));
    }

    private static string Of(string key) => SplitNames.Of(Encoding.UTF8.GetBytes(key));
}

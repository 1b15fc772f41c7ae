using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>Normalisation form C against the Unicode Character Database (OMS-4.4-1).</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class NfcConformanceTests
{
    private readonly NfcExpectations _expectations = new();

    [Test]
    public void Every_line_of_the_normalization_test_holds()
    {
        NormalizationTestFile file = NormalizationTestFile.Run();
        Assert.That(file.Problems, Is.Empty);
        Assert.That(file.IsComplete, Is.True, file.Summary);
    }

    [TestCase("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1", Description = "no ICU, where the class library normalizes nothing")]
    [TestCase("DOTNET_EnableHWIntrinsic", "0", Description = "no vector instructions: the road by bytes")]
    [TestCase("DOTNET_EnableAVX2", "0", Description = "vectors of 128 bits")]
    public void Every_line_of_the_normalization_test_holds_in_a_process_with(string variable, string value)
    {
        NormalizationTestFile here = NormalizationTestFile.Run();
        string expected = NfcChild.Describe(
            NfcChild.HasIcu && variable != "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
            Vector128.IsHardwareAccelerated && variable != "DOTNET_EnableHWIntrinsic",
            Avx2.IsSupported && variable == "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT");
        if (expected == NfcChild.Surroundings) Assert.Ignore($"This process already is as {variable}={value} would make it: {expected}.");
        (int exitCode, string[] output) = NfcChild.Run(variable, value);

        // The variable had its effect, as much was compared as here, and nothing differed.
        Assert.That(output, Is.EqualTo(new[] { expected, here.Summary }));
        Assert.That(exitCode, Is.Zero);
    }

    [Test]
    public void Pairs_and_triples_agree_with_a_plain_implementation()
    {
        SlowNfc slow = SlowNfc.Load();
        int[] interesting = [.. slow.Interesting];
        Random random = new(4711);
        StringBuilder builder = new();
        for (int round = 0; round < 400_000; round++)
        {
            builder.Clear();
            int length = 1 + random.Next(round % 10 == 0 ? 30 : 5);
            for (int at = 0; at < length; at++)
            {
                builder.Append(new Rune(random.Next(8) == 0 ? 'a' + random.Next(26) : interesting[random.Next(interesting.Length)]));
            }

            // Half of them normalised already, which random text is only rarely.
            string text = round % 2 == 0 ? builder.ToString() : slow.Normalize(builder.ToString());
            if (round % 3 == 0)
            {
                text = new string('z', round % 37) + text + new string('z', 40);
            }

            _expectations.Expect(text, slow.Normalize(text));
        }

        Assert.That(_expectations.Problems, Is.Empty);
    }

    [Test]
    public void Starters_that_decompose_meet_every_pair_of_marks()
    {
        SlowNfc slow = SlowNfc.Load();
        string[] marks = ["\u0301", "\u0323", "\u0302", "\u0308", "\u0345", "\u0338", "\u0313", "\u0342", "\u0DCA", "\u093C", "\u3099", "\u0327", "\u031B", "\u05B4"];
        foreach (int starter in slow.Composites)
        {
            foreach (string one in marks)
            {
                foreach (string two in marks)
                {
                    string text = new Rune(starter) + one + two;
                    _expectations.Expect(text, slow.Normalize(text));
                }
            }
        }

        Assert.That(_expectations.Problems, Is.Empty);
    }
}

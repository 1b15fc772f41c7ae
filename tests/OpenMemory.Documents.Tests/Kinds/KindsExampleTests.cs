namespace OpenMemory.Documents.Tests;

/// <summary>What docs/grain-kinds.md shows can be written by its authors and read by everybody.</summary>
[TestFixture]
public sealed class KindsExampleTests
{
    private static IEnumerable<TestCaseData<Grain>> Grains => Kinds.All.SelectMany(static kind =>
        kind.Value.Select((grain, index) => new TestCaseData<Grain>(grain).SetArgDisplayNames($"{kind.Key} {index + 1}")));

    [Test]
    public void There_is_an_example_of_every_kind() =>
        Assert.That(Kinds.All.Where(static kind => kind.Value.Length > 0).Select(static kind => kind.Key), Is.SupersetOf(Enum.GetValues<GrainType>().Except([GrainType.None])));

    [Test]
    public void An_example_is_of_the_kind_that_it_stands_for() =>
        Assert.That(Kinds.All.SelectMany(static kind => kind.Value.Select(grain => (Claimed: kind.Key, grain.Type))), Is.All.Matches<(GrainType Claimed, GrainType Type)>(static pair => pair.Claimed == pair.Type));

    [TestCaseSource(nameof(Grains))]
    public void An_example_is_written_and_read_back_as_what_it_was(Grain grain)
    {
        GrainBlob blob = grain.ToBlob();
        GrainBlob parsed = GrainBlob.Parse(blob.Span); // canonical, by every rule for readers
        Grain read = parsed.ToGrain();
        Assert.Multiple(() =>
        {
            Assert.That(parsed.Address, Is.EqualTo(blob.Address));
            Assert.That(read, Is.TypeOf(grain.GetType()));
            Assert.That(read.ToFields(), Is.EqualTo(grain.ToFields()));
            Assert.That(read.ToBlob().Memory.ToArray(), Is.EqualTo(blob.Memory.ToArray()), "OMS-4.5-3");
            Assert.That(GrainJson.Encode(System.Text.Encoding.UTF8.GetBytes(GrainJson.ToJson(read)), restore: read is CustomGrain).Address, Is.EqualTo(blob.Address));
        });
    }

    [Test]
    public void A_state_that_the_specification_does_not_have_is_refused()
    {
        Goal goal = (Goal)Kinds.All[GrainType.Goal][0];
        OmsException refused = Assert.Throws<OmsException>(() => (goal with { GoalState = "done" }).ToBlob())!;
        Assert.That((refused.Code, refused.Fault.Field), Is.EqualTo((OmsErrorCode.Schema, "goal_state")));
    }

    [Test]
    public void Tags_raise_the_sensitivity_of_the_header() =>
        Assert.That(new[] { Kinds.All[GrainType.Fact][2], Kinds.All[(GrainType)0xf0][0] }.Select(static grain => grain.ToBlob().Header.Sensitivity), Is.All.EqualTo(Sensitivity.Pii), "OMS-13.4-1");

    [Test]
    public void An_unknown_type_is_read_kept_and_not_authored()
    {
        byte[] blob = Kinds.All[(GrainType)0xf0][0].ToBlob().Span.ToArray();
        blob[2] = 0x20;
        UnknownGrain unknown = (UnknownGrain)Grain.Read(blob);
        Assert.That(unknown.Map["stars"], Is.EqualTo((OmsValue)4));
        Assert.That(unknown.ToBlob().Span.ToArray(), Is.EqualTo(blob));
        Assert.That(() => (unknown with { Sensitivity = Sensitivity.Phi }).ToBlob(), Throws.TypeOf<OmsException>(), "R-22");
    }
}

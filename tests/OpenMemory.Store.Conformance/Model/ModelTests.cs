using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace OpenMemory.Store.Conformance;

/// <summary>Generated lives of a store against a model of it: every answer and every state after every step.</summary>
public abstract class ModelTests : GrainStoreFixture
{
    private const int Lives = 250, Steps = 40;

    private static Gen<StoreStep[]> Life =>
        from steps in Step.ArrayOf(Steps)
        from length in Gen.Choose(1, Steps)
        select steps[..length];

    private static Gen<StoreStep> Step =>
        from kind in Gen.Frequency(
            (6, Gen.Constant(StepKind.Put)), (8, Gen.Constant(StepKind.Supersede)), (3, Gen.Constant(StepKind.Contradict)), (2, Gen.Constant(StepKind.Delete)),
            (4, Gen.Constant(StepKind.Receive)), (4, Gen.Constant(StepKind.Merge)), (1, Gen.Constant(StepKind.Erase)), (2, Gen.Constant(StepKind.Advance)),
            (2, Gen.Constant(StepKind.Query)), (1, Gen.Constant(StepKind.Verify)))
        from grain in Gen.Choose(0, ModelUniverse.Roots + 11)
        from other in Gen.Choose(0, ModelUniverse.Branches - 1)
        select new StoreStep(kind, grain, other);

    [Test]
    [Requirement("OMS-28.4-3")]
    [Requirement("OMS-28.3-1")]
    [Requirement("R-49")]
    [Requirement("R-52")]
    public void A_store_behaves_as_its_model() => Check.One(
        Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(Lives)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(20260115, 0x9E3779B97F4A7C15), FSharpOption<int>.None))),
        Prop.ForAll(Arb.From(Life, Shrink), steps => Live(steps).GetAwaiter().GetResult()));

    /// <summary>Shorter lives: halves, then lives without one step.</summary>
    private static IEnumerable<StoreStep[]> Shrink(StoreStep[] steps)
    {
        if (steps.Length > 2)
        {
            yield return steps[..(steps.Length / 2)];
            yield return steps[(steps.Length / 2)..];
        }
        for (int at = 0; at < steps.Length; at++) yield return [.. steps[..at], .. steps[(at + 1)..]];
    }

    private async Task Live(StoreStep[] steps)
    {
        await using IGrainStore store = CreateStore(new() { Clock = Clock });
        StoreModel model = new();
        ModelRunner runner = new(store, model, Clock);
        foreach (StoreStep step in steps)
        {
            await runner.Do(step);
            await runner.Compare(step);
        }
        Assert.That(await AuditChain.VerifyAsync(store.ReadAuditAsync()), Is.EqualTo(default(OmsFault)));
    }
}

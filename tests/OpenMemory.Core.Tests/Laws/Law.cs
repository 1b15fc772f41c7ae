using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace OpenMemory.Tests;

/// <summary>Checks laws on generated values. The seed is fixed, so that a failure is the same one on every machine.</summary>
internal static class Law
{
    /// <summary>Checks that a law holds for a number of generated values.</summary>
    internal static void Holds<T>(Gen<T> values, int count, Action<T> law) =>
        Check.One(
            Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(count)
                .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(20260115, 0x9E3779B97F4A7C15), FSharpOption<int>.None))),
            Prop.ForAll(Arb.From(values), law));
}

namespace OpenMemory.Supersession.Tests;

/// <summary><c>timed</c> is locked until its second and then what its fallback says; a lifted hold is open .</summary>
[TestFixture]
public sealed class EffectiveModeTests
{
    private const long Until = 1_768_471_200; // seconds

    [TestCase("open", InvalidationMode.Open)]
    [TestCase("soft_locked", InvalidationMode.SoftLocked)]
    [TestCase("locked", InvalidationMode.Locked)]
    [TestCase("quorum", InvalidationMode.Quorum)]
    [TestCase("delegated", InvalidationMode.Delegated)]
    [TestCase("hold", InvalidationMode.Hold)]
    [TestCase("consent_cascade", InvalidationMode.ConsentCascade)]
    [TestCase("timed", InvalidationMode.Locked)]
    [TestCase("frozen", InvalidationMode.Locked)]
    [TestCase(null, InvalidationMode.Open)]
    public void R_24_Timed_is_locked_before_its_second_and_its_fallback_from_then_on(string? fallback, InvalidationMode mode)
    {
        GrainProtection protection = Read(new() { Mode = "timed", LockedUntil = Until, FallbackMode = fallback });
        Assert.That(protection.EffectiveMode((1000 * Until) - 1), Is.EqualTo(InvalidationMode.Locked));
        Assert.That(protection.EffectiveMode(long.MinValue), Is.EqualTo(InvalidationMode.Locked));
        Assert.That(protection.EffectiveMode(-1), Is.EqualTo(InvalidationMode.Locked));
        Assert.That(protection.EffectiveMode(1000 * Until), Is.EqualTo(mode));
        Assert.That(protection.EffectiveMode(long.MaxValue), Is.EqualTo(mode));
    }

    [Test]
    public void Timed_without_a_time_is_locked_for_good() =>
        Assert.That(Read(new() { Mode = "timed", FallbackMode = "open" }).EffectiveMode(long.MaxValue), Is.EqualTo(InvalidationMode.Locked));

    /// <summary>A wrong unit locks longer, which fails closed.</summary>
    [Test]
    public void R_24_Milliseconds_given_as_seconds_are_taken_literally()
    {
        GrainProtection protection = new() { Mode = InvalidationMode.Timed, LockedUntil = 1000UL * Until };
        Assert.That(protection.EffectiveMode(1000 * Until), Is.EqualTo(InvalidationMode.Locked));
    }

    [Test]
    public void R_36_A_lifted_hold_is_open_and_lifting_changes_no_other_mode()
    {
        foreach (InvalidationMode mode in Enum.GetValues<InvalidationMode>())
        {
            GrainProtection protection = new() { Mode = mode, LockedUntil = ulong.MaxValue };
            InvalidationMode lifted = protection.EffectiveMode(Make.Now, isHoldLifted: true);
            Assert.That(lifted, Is.EqualTo(mode == InvalidationMode.Hold ? InvalidationMode.Open : protection.EffectiveMode(Make.Now)), mode.ToString());
        }
        GrainProtection later = new() { Mode = InvalidationMode.Timed, LockedUntil = 0, FallbackMode = InvalidationMode.Hold };
        Assert.That(later.EffectiveMode(Make.Now, isHoldLifted: true), Is.EqualTo(InvalidationMode.Open));
    }

    [Test]
    public void A_mode_that_no_program_knows_is_locked()
    {
        Assert.That(new GrainProtection { Mode = (InvalidationMode)99 }.EffectiveMode(Make.Now), Is.EqualTo(InvalidationMode.Locked));
        Assert.That(new GrainProtection { Mode = InvalidationMode.Timed, LockedUntil = 0, FallbackMode = (InvalidationMode)99 }.EffectiveMode(Make.Now), Is.EqualTo(InvalidationMode.Locked));
    }

    private static GrainProtection Read(InvalidationPolicy policy) => GrainProtection.Read(Make.Fact("a", policy).ToBlob().View());
}

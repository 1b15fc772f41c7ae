namespace OpenMemory.Erasure.Tests;

/// <summary>The public surface is an approved text, as Core's is.</summary>
[TestFixture]
public sealed class PublicSurfaceTests
{
    [Test]
    public void The_surface_of_Erasure_is_the_approved_one() =>
        PublicSurface.IsApproved(typeof(UserKeyRing).Assembly, "tests", "OpenMemory.Erasure.Tests", "OpenMemory.Erasure.approved.txt");
}

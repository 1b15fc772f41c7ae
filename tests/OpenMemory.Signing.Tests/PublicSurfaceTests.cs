namespace OpenMemory.Signing.Tests;

/// <summary>The public surface is an approved text, as Core's is.</summary>
[TestFixture]
public sealed class PublicSurfaceTests
{
    [Test]
    public void The_surface_of_Signing_is_the_approved_one() =>
        PublicSurface.IsApproved(typeof(SigningKey).Assembly, "tests", "OpenMemory.Signing.Tests", "OpenMemory.Signing.approved.txt");
}

namespace OpenMemory.Supersession.Tests;

/// <summary>The public surface is an approved text, as Core's is.</summary>
[TestFixture]
public sealed class PublicSurfaceTests
{
    [Test]
    public void The_surface_of_Supersession_is_the_approved_one() =>
        PublicSurface.IsApproved(typeof(IndexEntry).Assembly, "tests", "OpenMemory.Supersession.Tests", "OpenMemory.Supersession.approved.txt");
}

namespace OpenMemory.Disclosure.Tests;

/// <summary>The public surface is an approved text, as Core's is.</summary>
[TestFixture]
public sealed class PublicSurfaceTests
{
    [Test]
    public void The_surface_of_Disclosure_is_the_approved_one() =>
        PublicSurface.IsApproved(typeof(Elision).Assembly, "tests", "OpenMemory.Disclosure.Tests", "OpenMemory.Disclosure.approved.txt");
}

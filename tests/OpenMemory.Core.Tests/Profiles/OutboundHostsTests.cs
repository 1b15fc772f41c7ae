namespace OpenMemory.Tests;

/// <summary>Where a connector may go (OMS-A.7-2).</summary>
[TestFixture]
public sealed class OutboundHostsTests
{
    [TestCase("https://api.github.com", "https://api.github.com/repos/x")]
    [TestCase("https://api.github.com/", "https://api.github.com")]
    [TestCase("https://API.GitHub.com", "https://api.github.COM/")]
    [TestCase("https://api.github.com:443", "https://api.github.com/")]
    [TestCase("https://api.github.com", "https://user:password@api.github.com:443/")]
    [TestCase("https://api.github.com.", "https://api.github.com/")]
    [TestCase("https://api.github.com", "https://api.github.com./")]
    [TestCase("api.github.com", "https://api.github.com/")]
    [TestCase("api.github.com:8443", "https://api.github.com:8443/")]
    [TestCase("http://localhost:8080", "http://localhost:8080/x?y#z")]
    [TestCase("http://127.0.0.1", "http://127.0.0.1/")]
    [TestCase("http://[::1]:81", "http://[0:0::1]:81/")]
    [TestCase("wss://a.example", "wss://a.example/socket")]
    [TestCase("https://bücher.example", "https://xn--bcher-kva.example/")]
    [TestCase("https://*.example.com", "https://a.example.com/")]
    [TestCase("*.example.com", "https://a.b.example.com/")]
    [TestCase("https://*.example.com:8443", "https://a.example.com:8443/")]
    public void An_entry_allows_what_agrees_in_scheme_host_and_port(string entry, string destination) =>
        Assert.That(new OutboundHosts(["https://other.example", entry]).Allows(new Uri(destination)), Is.True);

    [TestCase("https://api.github.com", "http://api.github.com/")]
    [TestCase("https://api.github.com", "http://api.github.com:443/")]
    [TestCase("https://api.github.com", "https://api.github.com:8443/")]
    [TestCase("https://api.github.com", "https://evil.com/")]
    [TestCase("https://api.github.com", "https://api.github.com@evil.com/")]
    [TestCase("https://api.github.com", "https://api.github.com.evil.com/")]
    [TestCase("https://api.github.com", "https://evil.com\\@api.github.com/")]
    [TestCase("https://api.github.com", "https://xapi.github.com/")]
    [TestCase("https://*.example.com", "https://example.com/", Description = "the apex is not a subdomain")]
    [TestCase("https://*.example.com", "https://evil-example.com/")]
    [TestCase("https://*.example.com", "https://.example.com/")]
    [TestCase("https://*.example.com", "https://a.example.com:8443/")]
    [TestCase("*.example.com", "http://a.example.com/")]
    [TestCase("http://*.0.0.1", "http://127.0.0.1/")]
    [TestCase("https://*", "https://a.example/")]
    [TestCase("*", "https://a.example/")]
    [TestCase("*://a.example", "https://a.example/")]
    [TestCase("https://a.*.example", "https://a.b.example/")]
    [TestCase("https://**.example.com", "https://a.example.com/")]
    [TestCase("https://api.github.com/repos", "https://api.github.com/repos", Description = "an entry names hosts, not paths")]
    [TestCase("https://user@api.github.com", "https://api.github.com/")]
    [TestCase("https://api.github.com?x", "https://api.github.com/")]
    [TestCase("https://", "https://api.github.com/")]
    [TestCase("", "https://api.github.com/")]
    [TestCase("https://api.github.com:port", "https://api.github.com/")]
    [TestCase("other://api.github.com", "other://api.github.com/", Description = "a scheme without a port of its own needs one")]
    [TestCase("file:///x", "file:///x")]
    public void Nothing_else_is_allowed(string entry, string destination)
    {
        bool isUri = Uri.TryCreate(destination, UriKind.Absolute, out Uri? uri);
        Assert.That(isUri && new OutboundHosts([entry]).Allows(uri!), Is.False);
    }

    [Test]
    public void No_list_restricts_nothing_and_an_empty_one_denies_everything()
    {
        Uri uri = new("https://a.example/");
        Assert.That((OutboundHosts.Unrestricted.Allows(uri), OutboundHosts.Unrestricted.IsUnrestricted), Is.EqualTo((true, true)));
        Assert.That((new OutboundHosts(null).Allows(uri), new OutboundHosts(null).IsUnrestricted), Is.EqualTo((true, true)));
        Assert.That((new OutboundHosts([]).Allows(uri), new OutboundHosts([]).IsUnrestricted), Is.EqualTo((false, false)));
        Assert.That(new OutboundHosts(["https://a.example"]).Allows(new Uri("/x", UriKind.Relative)), Is.False);
    }

    [Test]
    public void A_profile_says_where_its_connector_may_go()
    {
        Uri uri = new("https://a.example/");
        Assert.That(new IntegrationProfile().Outbound.IsUnrestricted, Is.True);
        Assert.That(new IntegrationProfile { AllowedOutboundHosts = [] }.Outbound.Allows(uri), Is.False);
        Assert.That(new IntegrationProfile { AllowedOutboundHosts = ["a.example"] }.Outbound.Allows(uri), Is.True);
        OmsMap text = new() { ["int:allowed_outbound_hosts"] = "a.example" }, mixed = new() { ["int:allowed_outbound_hosts"] = new OmsValue[] { 1, "a.example" } };
        Assert.That(new IntegrationProfile(text).Outbound.Allows(uri), Is.False, "what is not a list allows nothing");
        Assert.That(new IntegrationProfile(mixed).Outbound.Allows(uri), Is.True);
    }
}

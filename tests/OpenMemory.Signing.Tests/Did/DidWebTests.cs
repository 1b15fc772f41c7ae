using System.Net;

namespace OpenMemory.Signing.Tests;

/// <summary>did:web to the address of its document, and hosts that must not be asked (§12.1, OMS-12.2-2).</summary>
[TestFixture]
public sealed class DidWebTests
{
    [TestCase("did:web:example.com", "https://example.com/.well-known/did.json")]
    [TestCase("did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json")]
    [TestCase("did:web:w3c-ccg.github.io:user:alice", "https://w3c-ccg.github.io/user/alice/did.json")]
    [TestCase("did:web:example.com%3A3000", "https://example.com:3000/.well-known/did.json")]
    [TestCase("did:web:example.com%3a3000:user:alice", "https://example.com:3000/user/alice/did.json")]
    [TestCase("did:web:example.com%3A443", "https://example.com/.well-known/did.json")]
    [TestCase("did:web:EXAMPLE.Com:Path", "https://example.com/Path/did.json")]
    [TestCase("did:web:example.com:3000", "https://example.com/3000/did.json")]
    [TestCase("did:web:xn--mnchen-3ya.example", "https://xn--mnchen-3ya.example/.well-known/did.json")]
    [TestCase("did:web:example.com:a.b:..c:_-", "https://example.com/a.b/..c/_-/did.json")]
    [TestCase("did:web:example.com:m%C3%BCller", "https://example.com/m%C3%BCller/did.json")]
    [TestCase("did:web:8.8.8.8", "https://8.8.8.8/.well-known/did.json")]
    public void A_DID_leads_to_one_https_address(string did, string address)
    {
        Uri document = DidWeb.ToUri(did);
        Assert.That((document.AbsoluteUri, document.Scheme, document.UserInfo, document.Query, document.Fragment), Is.EqualTo((address, "https", "", "", "")));
    }

    [TestCase("", 0)]
    [TestCase("did:key:z6Mk", 0)]
    [TestCase("did:WEB:example.com", 0)]
    [TestCase("did:web:", 8)]
    [TestCase("did:web::path", 8)]
    [TestCase("did:web:example.com:", 20)]
    [TestCase("did:web:example.com::a", 20)]
    [TestCase("did:web:example.com:a:", 22)]
    [TestCase("did:web:example.com:..", 20)]
    [TestCase("did:web:example.com:a:.", 22)]
    [TestCase("did:web:example.com:%2e%2E:a", 20)]
    [TestCase("did:web:example.com:.%2e", 20)]
    [TestCase("did:web:example.com:a%2Fb", 21)]
    [TestCase("did:web:example.com:a%5Cb", 21)]
    [TestCase("did:web:example.com:a%00", 21)]
    [TestCase("did:web:example.com:a%20", 21)]
    [TestCase("did:web:example.com:a%252e", 21)]
    [TestCase("did:web:example.com:a%3Fb", 21)]
    [TestCase("did:web:example.com:a%23b", 21)]
    [TestCase("did:web:example.com:a%4", 21)]
    [TestCase("did:web:example.com:a%", 21)]
    [TestCase("did:web:example.com:a%zz", 21)]
    [TestCase("did:web:example.com:a% 1", 21)]
    [TestCase("did:web:example.com:a/b", 21)]
    [TestCase("did:web:example.com/a", 19)]
    [TestCase("did:web:example.com?a", 19)]
    [TestCase("did:web:example.com#a", 19)]
    [TestCase("did:web:user@example.com", 12)]
    [TestCase("did:web:user%40example.com", 12)]
    [TestCase("did:web:user%3Apass@example.com", 8, OmsErrorCode.NotSupported)]
    [TestCase("did:web:example.com\\@other.example", 19)]
    [TestCase("did:web:exa mple.com", 11)]
    [TestCase("did:web:exa\nmple.com", 11)]
    [TestCase("did:web:m\u00fcnchen.example", 9)]
    [TestCase("did:web:example\u3002com", 15)]
    [TestCase("did:web:example..com", 8)]
    [TestCase("did:web:.example.com", 8)]
    [TestCase("did:web:example.com.", 8)]
    [TestCase("did:web:-example.com", 8)]
    [TestCase("did:web:example-.com", 8)]
    [TestCase("did:web:exa_mple.com", 11)]
    [TestCase("did:web:example.com%3A", 19)]
    [TestCase("did:web:example.com%3A0", 19)]
    [TestCase("did:web:example.com%3A080", 19)]
    [TestCase("did:web:example.com%3A65536", 19)]
    [TestCase("did:web:example.com%3A-1", 19)]
    [TestCase("did:web:example.com%3A80%3A80", 19)]
    [TestCase("did:web:example.com%3A80@other.example", 19)]
    [TestCase("did:web:%3A80", 8)]
    [TestCase("did:web:example.123", 8)]
    [TestCase("did:web:1.2.3.256", 8)]
    [TestCase("did:web:1.2.3.4.5", 8)]
    [TestCase("did:web:%5B%3A%3A1%5D", 8)]
    public void Another_form_is_refused_with_its_place(string did, int offset, OmsErrorCode code = OmsErrorCode.Corrupt)
    {
        Assert.That(DidWeb.TryToUri(did, allowPrivateHosts: false, out Uri? document, out OmsFault fault), Is.False);
        Assert.That((document, fault.Code, fault.Rule, fault.Offset), Is.EqualTo(((Uri?)null, code, "OMS-12.2-2", (long)offset)), fault.ToString());
        Assert.That(() => DidWeb.ToUri(did), Throws.InstanceOf<OmsException>().With.Property("Fault").EqualTo(fault));
    }

    [Test]
    public void Lengths_are_bounded()
    {
        Assert.That(() => DidWeb.ToUri("did:web:" + new string('a', 63) + ".com"), Throws.Nothing);
        Assert.That(() => DidWeb.ToUri("did:web:" + new string('a', 64) + ".com"), Throws.InstanceOf<OmsException>());
        Assert.That(() => DidWeb.ToUri("did:web:" + string.Concat(Enumerable.Repeat("abcdefg.", 31)) + "co"), Throws.Nothing);
        Assert.That(() => DidWeb.ToUri("did:web:" + string.Concat(Enumerable.Repeat("abcdefg.", 31)) + "abcdef"), Throws.InstanceOf<OmsException>());
        Assert.That(() => DidWeb.ToUri("did:web:example.com:" + new string('a', 2028)), Throws.Nothing);
        Assert.That(() => DidWeb.ToUri("did:web:example.com:" + new string('a', 2029)), Throws.InstanceOf<OmsException>());
    }

    [TestCase("localhost")]
    [TestCase("LOCALHOST")]
    [TestCase("a.localhost")]
    [TestCase("printer.local")]
    [TestCase("metadata.google.internal")]
    [TestCase("host.localdomain")]
    [TestCase("nas.home.arpa")]
    [TestCase("intranet")]
    [TestCase("127.0.0.1")]
    [TestCase("127.255.255.254")]
    [TestCase("0.0.0.0")]
    [TestCase("10.1.2.3")]
    [TestCase("100.64.0.1")]
    [TestCase("100.127.255.255")]
    [TestCase("169.254.169.254")]
    [TestCase("172.16.0.1")]
    [TestCase("172.31.255.255")]
    [TestCase("192.168.1.1")]
    [TestCase("198.18.0.1")]
    [TestCase("224.0.0.1")]
    [TestCase("255.255.255.255")]
    public void A_private_host_is_refused_unless_it_is_allowed(string host)
    {
        string did = $"did:web:{host}%3A8443:a";
        Assert.That(DidWeb.TryToUri(did, allowPrivateHosts: false, out _, out OmsFault fault), Is.False);
        Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.NotSupported, "OMS-12.2-2", 8L)));
        Assert.That(fault.Message, Does.Contain("private network"));
        Assert.That(DidWeb.ToUri(did, allowPrivateHosts: true).AbsoluteUri, Is.EqualTo($"https://{host.ToLowerInvariant()}:8443/a/did.json"));
        Assert.That(PrivateHosts.Contains(host), Is.True);
        Assert.That(PrivateHosts.Contains(host + "."), Is.True);
    }

    [TestCase("127.1")]
    [TestCase("127.0.1")]
    [TestCase("2130706433")]
    [TestCase("0x7f000001")]
    [TestCase("0X7F.1")]
    [TestCase("0x7f.0.0.1")]
    [TestCase("0177.0.0.1")]
    [TestCase("017700000001")]
    [TestCase("127.0.0.01")]
    [TestCase("10.0x10203")]
    public void An_address_in_an_odd_spelling_is_never_taken(string host)
    {
        foreach (bool allow in (bool[])[false, true]) Assert.That(DidWeb.TryToUri("did:web:" + host, allow, out _, out _), Is.False);
        Assert.That(PrivateHosts.Contains(host), Is.True);
    }

    /// <summary>OMS-12.2-2: whoever fetches asks with names of strangers, and letters beyond ASCII can stand for those of localhost.</summary>
    [TestCase("")]
    [TestCase(".")]
    [TestCase("..")]
    [TestCase("example.com..")]
    [TestCase("localhost..")]
    [TestCase("a.\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54")]
    [TestCase("a.local\u00adhost")]
    [TestCase("127\u30020\u30020.a")]
    public void What_is_no_name_in_ASCII_is_taken_for_a_private_host(string host) => Assert.That(PrivateHosts.Contains(host), Is.True);

    [TestCase("::1")]
    [TestCase("[::1]")]
    [TestCase("::")]
    [TestCase("fe80::1")]
    [TestCase("fe80::1%2")]
    [TestCase("febf::1")]
    [TestCase("fec0::1")]
    [TestCase("fc00::1")]
    [TestCase("fdff:ffff::1")]
    [TestCase("ff02::1")]
    [TestCase("::ffff:127.0.0.1")]
    [TestCase("::ffff:a00:1")]
    [TestCase("::ffff:192.168.0.1")]
    [TestCase("::127.0.0.1")]
    [TestCase("64:ff9b::10.0.0.1")]
    [TestCase("64:ff9b:1::1")]
    [TestCase("2001::1")]
    [TestCase("2001:db8::1")]
    [TestCase("2002:7f00:1::")]
    [TestCase("100::1")]
    [TestCase("4000::1")]
    public void A_private_IPv6_address_is_known(string host)
    {
        Assert.That(PrivateHosts.Contains(host), Is.True);
        Assert.That(PrivateHosts.Contains(IPAddress.Parse(host)), Is.True);
    }

    [TestCase("2606:4700::1111", true)]
    [TestCase("[2a00:1450:4001::200e]", true)]
    [TestCase("::ffff:8.8.8.8", true)]
    [TestCase("64:ff9b::8.8.8.8", true)]
    [TestCase("8.8.8.8", true)]
    [TestCase("100.63.255.255", true)]
    [TestCase("100.128.0.0", true)]
    [TestCase("172.15.255.255", true)]
    [TestCase("172.32.0.0", true)]
    [TestCase("11.0.0.0", true)]
    [TestCase("169.253.255.255", true)]
    [TestCase("223.255.255.255", true)]
    [TestCase("example.com", false)]
    [TestCase("localhost.example.com", false)]
    [TestCase("notlocal.example", false)]
    [TestCase("mylocalhost.com", false)]
    [TestCase("a.notinternal", false)]
    public void Other_hosts_are_public(string host, bool isAddress)
    {
        Assert.That(PrivateHosts.Contains(host), Is.False);
        if (isAddress) Assert.That(PrivateHosts.Contains(IPAddress.Parse(host)), Is.False);
    }
}

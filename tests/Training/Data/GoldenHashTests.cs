using Sweep.Core.Configuration;

namespace Sweep.Training.Tests.Data;

public sealed class GoldenHashTests
{
    // A changed hash means that every result on that data changes: never let one slip.
    public static TheoryData<DataSource, string> Hashes => new()
    {
        { new DataSource.Digits(), "a944c68aa6c50347cb36b87261e111bbc9d5aac272d8effa43a97f2646ec110b" },
        { new DataSource.BreastCancer(), "8e26ebd84c55b1abe70cba03bae7bc6ac6d359ac6b770902171b05b1e9d7cc72" },
        { new DataSource.Wine(), "b2d55612866a5c9dcf54b361f24c8aa4f6735b1a9f9285335df401cc8a166e23" },
        { new DataSource.Iris(), "dafd9caf954796d024926e71bb60e41fdbd6f21e8d4af34f88d96dea6011629f" },
        { new DataSource.Moons(), "497e5c28411d2b0ac669643efa9680764182b986888a4a53309ca0387fa4b370" },
        { new DataSource.Circles(), "11c88ece0ab9f519471aff7582adc162079221833533bc66dfd5a6d3a879fca8" },
        { new DataSource.Spirals(), "2ace2e5b4f9d14962d5bc3464865196ba8246df5a324ec69ac6aeae24697b639" },
        { new DataSource.Blobs(), "fcd268bac95879e8ede1460b73fc1ee3e25d0bd3499ffd4ff287a8f5e33093d6" },
        { new DataSource.Xor(), "48a3a182bbbb04562a7f8629ce7035ddbbc3c874d77d557b33bb3af09c024da7" },
        { new DataSource.Friedman1(), "89f08cdb69da215de621ad72937de5eb5aef62a79141524f713c31e109bb9964" },
    };

    [Theory]
    [MemberData(nameof(Hashes))]
    public void Prepared_set_has_its_known_hash(DataSource source, string hash)
        => Assert.Equal(hash, TestData.Load(source).Hash);

    [Fact]
    public void Options_have_their_known_hash()
        => Assert.Equal("84e6503292ba2385dcf7f35645be005f9eb6fa6c0b2a93c022bff845bd3c3bf7", TestData.Load(new DataSource.Digits(), c => c with { LabelNoise = 0.2, TrainRows = 300, Standardize = false, Validation = 0.3, Test = 0.1 }).Hash);
}

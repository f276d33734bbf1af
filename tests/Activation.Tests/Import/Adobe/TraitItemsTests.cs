using Activation.Import.Adobe;

namespace Activation.Tests.Import.Adobe;

public sealed class TraitItemsTests
{
    // The examples of inbound-file-contents: the same rows for each of four kinds of users make the sixteen that it numbers.
    public static TheoryData<string, string> Examples()
    {
        var rows = new TheoryData<string, string>
        {
            { "d_sid=24,d_sid=26,d_sid=27,d_unsid=28,d_unsid=29", "+24 +26 +27 -28 -29" },
            { " d_sid=24, d_sid=26, d_sid=27", "+24 +26 +27" },
            { " d_unsid=24, d_unsid=26, d_unsid=27", "-24 -26 -27" },
            { " 24:0, 26:0, 27:0", "-24 -26 -27" },
            { " 24:-1, 26:-1, 27:-1", "-24 -26 -27" },
            { " product = tablet, product = phone", "product=tablet product=phone" },
            { " \"product\" = \"tablet\", \"product\" = \"phone\"", "product=tablet product=phone" },
            { " 30608,50354,50338,50352,30626", "+30608 +50354 +50338 +50352 +30626" },
            { " ic=52,ic=55", "+52 +55" },
            { "“gender”=”female”,“luxury_shopper”=”yes”", "gender=female luxury_shopper=yes" },
            { "\"age\"=\"32\" , \"gender\"=m , model = \"pickup truck\" , product = tablet", "age=32 gender=m model=pickup truck product=tablet" },
            { "d_city = \"New York\", d_city = \"San Francisco\"", "d_city=New York d_city=San Francisco" },
            { "-product = camera", "product=camera" },
        };
        return rows;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void MoveNext_DocumentedExamples_AreTheirItems(string items, string expected) => Read(items).ShouldBe(expected);

    [Theory]
    [InlineData("", "_")]
    [InlineData("d_sid=1,,d_sid=2,", "+1 _ +2 _")]
    [InlineData("\"a\"=\"x, y\",b=z", "a=x, y b=z")]
    [InlineData("size=\"5\" wide\"", "size=5\" wide")]
    [InlineData("size=5\",b=1", "size=5\" b=1")]
    [InlineData("q=a=b", "q=a=b")]
    [InlineData("key=,a=1", "_ a=1")]
    [InlineData("-\"x\"=1", "\"x\"=1")]
    [InlineData("ic=gold", "ic=gold")]
    [InlineData("\"d_sid\"=\"24\"", "+24")]
    public void MoveNext_WhatTheExamplesLeaveOpen_IsRead(string items, string expected) => Read(items).ShouldBe(expected);

    [Theory]
    [InlineData("d_sid=x")]
    [InlineData("d_sid=")]
    [InlineData("24:2")]
    [InlineData("gold")]
    [InlineData("=x")]
    [InlineData("\"a\"=\"open")]
    [InlineData("\"open")]
    [InlineData("\"quoted\",a=1")]
    public void MoveNext_NoItem_IsInvalid(string items) => Read(items).ShouldContain("!");

    [Fact]
    public void MoveNext_AnyText_EndsWithNoMoreItemsThanCommas()
    {
        var random = new Random(3);
        const string Characters = "a1\"=,: -\u201C";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => Characters[random.Next(Characters.Length)]));
            var items = new TraitItems(text);
            var count = 0;
            while (items.MoveNext())
            {
                count++;
            }

            count.ShouldBeInRange(1, text.Count(c => c == ',') + 1);
        }
    }

    private static string Read(string text)
    {
        var items = new TraitItems(text);
        var read = new List<string>();
        while (items.MoveNext())
        {
            var item = items.Current;
            read.Add(item.Kind switch
            {
                TraitItemKind.Add => $"+{item.Name}",
                TraitItemKind.Remove => $"-{item.Name}",
                TraitItemKind.KeyValue => $"{item.Name}={item.Value}",
                TraitItemKind.Empty => "_",
                _ => "!",
            });
        }

        return string.Join(' ', read);
    }
}

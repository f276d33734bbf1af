using Activation.Destinations.ServerFiles;

namespace Activation.Tests.Destinations.ServerFiles;

/// <summary>Formats and outputs of https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/outbound-macro-examples .</summary>
public sealed class TemplateTests
{
    private static readonly string[] Removed = ["105955", "101183", "101180", "101179"];

    [Theory]
    [InlineData("<SYNC_TYPE>_<ORDER_ID>_<DPID>_<SYNC_MODE>_<TIMESTAMP>.sync", "ftp_215_888_iter_1449756724.sync")]
    [InlineData("<SYNC_TYPE>_<ORDER_ID>_<DPID>_<MASTER_DPID>_<SYNC_MODE>_<TIMESTAMP>.sync", "ftp_215_888_20915_iter_1449756724.sync")]
    [InlineData("<TIMESTAMP; format=\"YYYYMMDDhhmmss\">", "20151210141204")]
    [InlineData("<TIMESTAMP; format=\"yyyy-MM-dd\">", "2015-12-10")]
    public void Write_NameMacros_IsAsInTheExamples(string template, string output) => Write(template, TemplateMacros.OfNames).ShouldBe(output);

    [Theory]
    [InlineData("<ORDER_ID><TAB><SYNC_TYPE>", "215\tftp")]
    [InlineData("<DP_UUID> <REMOVED_SEGMENT_LIST;separator=\" \">", "123456 105955 101183 101180 101179")]
    [InlineData("<DP_UUID><TAB><DP_UUID_LIST;separator=TAB>", "123456\tUUID1\tUUID2\tUUID3")]
    [InlineData("<PID><TAB><DP_UUID><TAB><SET_ATTRIBUTES>", "1131\t123456\t1")]
    [InlineData("a<ASCII_SOH>b<COMMA>c", "a\u0001b,c")]
    public void Write_RowMacros_IsAsInTheExamples(string template, string output) => Write(template, TemplateMacros.OfRows, removed: Removed).ShouldBe(output);

    [Fact]
    public void Write_Attributes_IsAsInTheExample() =>
        Write("<SEGMENT_LIST:{seg|<seg.type>,<seg.alias>,<OUTPUT_ATTRIBUTE_VALUE>,<seg.lastUpdateTime>};separator=\"&\">", TemplateMacros.OfRows, ["103714", "103713"])
            .ShouldBe("5,103714,1,1344114661000&5,103713,1,1344114661000");

    /// <summary>The Trade Desk's rows: with and without removed segments.</summary>
    [Theory]
    [InlineData("4321", "", """{"AdvertiserId":"XYZ", "DataCenterId": 2,"TDID":"123456","Data":[{"Name":"4321"}]}""")]
    [InlineData("4321", "987,654", """{"AdvertiserId":"XYZ", "DataCenterId": 2,"TDID":"123456","Data":[{"Name":"4321"},{"Name":"987","TtlInMinutes":0},{"Name":"654","TtlInMinutes":0}]}""")]
    [InlineData("", "987", """{"AdvertiserId":"XYZ", "DataCenterId": 2,"TDID":"123456","Data":[{"Name":"987","TtlInMinutes":0}]}""")]
    public void Write_Conditional_IsAsInTheExample(string segments, string removed, string output) => Write(
        "{\"AdvertiserId\":\"<PIDALIAS>\", \"DataCenterId\": 2,\"TDID\":\"<DP_UUID>\",\"Data\":[<SEGMENT_LIST:{seg|<OPEN_CURLY_BRACKET>\"Name\":\"<seg.alias>\"<CLOSE_CURLY_BRACKET>}; separator=\",\">"
            + "<if(SEGMENT_LIST && REMOVED_SEGMENT_LIST)><COMMA><endif><REMOVED_SEGMENT_LIST:{seg|<OPEN_CURLY_BRACKET>\"Name\":\"<seg.alias>\",\"TtlInMinutes\":0<CLOSE_CURLY_BRACKET>}; separator=\",\">]}",
        TemplateMacros.OfRows,
        segments.Split(',', StringSplitOptions.RemoveEmptyEntries),
        removed.Split(',', StringSplitOptions.RemoveEmptyEntries)).ShouldBe(output);

    /// <summary>DPID 1111 maps to BBBB, the latest, and AAAA; 2222 to CCCC. The documentation's first output has them the other way round, against its own rule.</summary>
    [Theory]
    [InlineData("dpids=1111|maxMappings=0|format=json", """[["1111","BBBB"],["1111","AAAA"]]""")]
    [InlineData("dpids=1111,2222|maxMappings=1|format=json", """[["1111","BBBB"],["2222","CCCC"]]""")]
    [InlineData("dpids=2222|maxMappings=2|format=json", """[["2222","CCCC"]]""")]
    public void Write_Mappings_IsAsInTheExamples(string format, string output) => Write($"<DPUUIDS; format=\"{format}\">", TemplateMacros.OfRows).ShouldBe(output);

    [Theory]
    [InlineData("<COLOUR>")]
    [InlineData("<OPT_OUT>")]
    [InlineData("<TRAIT_LIST>")]
    [InlineData("<DP_UUID")]
    [InlineData("<endif>")]
    [InlineData("<if(SEGMENT_LIST)>")]
    [InlineData("<if(DP_UUID)>a<endif>")]
    [InlineData("<SEGMENT_LIST:{seg|<seg.colour>}>")]
    [InlineData("<SEGMENT_LIST:seg>")]
    [InlineData("<SEGMENT_LIST;joiner=\",\">")]
    public void Parse_NoTemplate_NamesTheSetting(string template) =>
        Should.Throw<ProblemException>(() => TemplateParser.Parse(template, "row", TemplateMacros.OfRows)).Path.ShouldBe("settings.row");

    [Fact]
    public void Parse_RowMacroInName_IsRefused() => Should.Throw<ProblemException>(() => TemplateParser.Parse("<DP_UUID>", "fileName", TemplateMacros.OfNames));

    private static string Write(string template, IReadOnlyList<string> macros, string[]? segments = null, string[]? removed = null)
    {
        static IReadOnlyList<IReadOnlyDictionary<string, string>> Items(IEnumerable<string> ids) =>
            [.. ids.Select(i => new Dictionary<string, string> { ["sid"] = i, ["alias"] = i, ["type"] = "5", ["lastUpdateTime"] = "1344114661000" })];
        var values = new TemplateValues
        {
            Time = DateTimeOffset.FromUnixTimeSeconds(1449756724),
            Timestamp = "1449756724",
            Texts = new Dictionary<string, string>
            {
                ["SYNC_TYPE"] = "ftp", ["ORDER_ID"] = "215", ["DPID"] = "888", ["MASTER_DPID"] = "20915", ["SYNC_MODE"] = "iter", ["PIDALIAS"] = "XYZ", ["PID"] = "1131", ["DP_UUID"] = "123456",
            },
            Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
            {
                ["SEGMENT_LIST"] = Items(segments ?? []), ["REMOVED_SEGMENT_LIST"] = Items(removed ?? []), ["DP_UUID_LIST"] = Items(["UUID1", "UUID2", "UUID3"]),
            },
            Mappings = [new("1111", "BBBB"), new("1111", "AAAA"), new("2222", "CCCC")],
        };
        return values.Write(TemplateParser.Parse(template, "row", macros));
    }
}

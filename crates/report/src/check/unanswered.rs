//! Rules of supervisors that one document cannot answer, and why.

/// A rule that is not among [`super::RULES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unanswered {
    /// Its name, as supervisors' lists have it.
    pub id: &'static str,
    /// What it demands, in Chinese and English.
    pub title: [&'static str; 2],
    /// Why it is not checked here, in Chinese and English.
    pub why: [&'static str; 2],
}

/// The rules on annual reports that are left to other tools, other parts or a person.
pub const UNANSWERED: &[Unanswered] = &[
    Unanswered {
        id: "N-11",
        title: [
            "微信条数、培训场次等可以追溯到系统数据",
            "Counts of messages and training can be traced to system data",
        ],
        why: [
            "要与系统数据核对，报告本身没有这些数据。",
            "They must be compared with data of the system, which a report does not hold.",
        ],
    },
    Unanswered {
        id: "Y-6",
        title: [
            "机构改革后的第一份报告按对应关系合并或者拆分上年数",
            "The first report after a reorganisation merges or splits last year's values",
        ],
        why: [
            "要有机构合并、拆分的对应关系，两份报告中都没有；机关不同的，Y-0会指出。",
            "The mapping of bodies is in neither report; Y-0 points out that the agency differs.",
        ],
    },
    Unanswered {
        id: "L-1",
        title: [
            "政府的汇总数等于本级与各部门、下级之和",
            "A government's figures are those of its office and its departments",
        ],
        why: [
            "要有全部下级报告，由汇总功能核对。",
            "It takes the reports of all units; the roll-up checks it.",
        ],
    },
    Unanswered {
        id: "L-2",
        title: ["应当报告的机关都已公布报告", "Every obliged body has published its report"],
        why: [
            "要有应报告机关的名单，由汇总功能核对。",
            "It takes the list of bodies; the roll-up checks it.",
        ],
    },
    Unanswered {
        id: "L-3",
        title: ["公布的版本与报送的版本一致", "The version published is the one submitted"],
        why: [
            "要有两个版本，由版本比较功能核对。",
            "It takes both versions; the comparison of versions checks it.",
        ],
    },
    Unanswered {
        id: "L-4",
        title: ["联合发文只由牵头机关计一次", "Joint documents are counted once, with the lead"],
        why: [
            "报告只有件数，没有文件目录；汇总功能把它列为差额的一种可能原因。",
            "A report has counts and no register of documents; the roll-up names it as a possible reason of a gap.",
        ],
    },
    Unanswered {
        id: "L-5",
        title: ["两个机关办理的同一申请计两件", "A request handled by two agencies counts twice"],
        why: [
            "报告只有件数，没有申请登记，无法判断。",
            "A report has counts and no register of requests: nothing to decide by.",
        ],
    },
];

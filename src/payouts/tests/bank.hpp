#pragma once

// Statements as a bank writes them: camt.053.001.08.

#include <string>
#include <vector>

namespace tests {

struct Part {
    std::string end_to_end;
    std::string amount;
    std::string reason;  // Of a return.
};

inline std::string entry(const std::string& reference, const std::string& way,
                         const std::vector<Part>& parts) {
    std::string text = "<Ntry><Amt Ccy=\"EUR\">" + parts.front().amount + "</Amt><CdtDbtInd>" +
                       way + "</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><AcctSvcrRef>" + reference +
                       "</AcctSvcrRef><NtryDtls>";
    for (const Part& part : parts) {
        text += "<TxDtls><Refs><EndToEndId>" + part.end_to_end + "</EndToEndId></Refs>" +
                "<Amt Ccy=\"EUR\">" + part.amount + "</Amt><CdtDbtInd>" + way + "</CdtDbtInd>";
        if (!part.reason.empty()) {
            text += "<RtrInf><Rsn><Cd>" + part.reason + "</Cd></Rsn></RtrInf>";
        }
        text += "</TxDtls>";
    }
    return text + "</NtryDtls></Ntry>";
}

inline std::string collective(const std::string& reference, const std::vector<Part>& parts) {
    return entry(reference, "DBIT", parts);
}

inline std::string debit(const std::string& reference, const std::string& end_to_end,
                         const std::string& amount) {
    return collective(reference, {{end_to_end, amount, ""}});
}

inline std::string returned(const std::string& reference, const std::string& end_to_end,
                            const std::string& amount, const std::string& reason) {
    return entry(reference, "CRDT", {{end_to_end, amount, reason}});
}

inline std::string received(const std::string& reference, const std::string& amount) {
    return entry(reference, "CRDT", {{"NOTPROVIDED", amount, ""}});
}

/// `entry` with something more in it, before what tells of its parts.
inline std::string with(std::string entry, const std::string& more) {
    return entry.insert(entry.find("<NtryDtls>"), more);
}

/// The words of an entry.
inline std::string saying(const std::string& entry, const std::string& words) {
    return with(entry, "<AddtlNtryInf>" + words + "</AddtlNtryInf>");
}

inline std::string statement(const std::string& name, const std::string& entries) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document "
           "xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr>"
           "<MsgId>M</MsgId></GrpHdr><Stmt><Id>" +
           name + "</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>" + entries +
           "</Stmt></BkToCstmrStmt></Document>";
}

}  // namespace tests

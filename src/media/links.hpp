#pragma once

// Addresses of pictures: for one viewer, until some hour, signed with the market's own key.

#include <string>

#include "media/media.hpp"

namespace media {

struct Link {
    PictureId picture;
    MemberId viewer;
    std::int64_t until = 0;  // Seconds since 1970.
};

/// The signature that an address carries, of letters, digits, hyphens and underscores.
std::string signature_of(const std::string& key, const Link& link);

/// The address of one of a picture's sizes, 1 the smallest.
std::string url_of(const std::string& key, const Link& link, std::int64_t size);

/// Until when an address that is made now is good: six to twelve hours, on the hour, so that a
/// browser finds the same address again and need not fetch it.
std::int64_t until_for(base::Time now);

bool is_good(const std::string& key, const Link& link, const std::string& signature,
             base::Time now);

}  // namespace media

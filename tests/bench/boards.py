#!/usr/bin/env python3
"""Reads whole boards of a Discuz!-shaped forum with Scrapy (Debian's python3-scrapy), for read_bench.

boards.py URL... prints "read N pages M posts S s", S being the CPU seconds from the first request to the last
post; nothing, with exit code 69, where Scrapy is not installed. What costs and is not needed is switched off.
"""
import sys
import time

try:
    import scrapy
    from scrapy.crawler import CrawlerProcess
except ImportError:
    sys.exit(69)

FASTEST = {
    "LOG_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "COOKIES_ENABLED": False,
    "RETRY_ENABLED": False,
    "REDIRECT_ENABLED": False,
    "HTTPCACHE_ENABLED": False,
    "AUTOTHROTTLE_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "MEMUSAGE_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS": 64,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 64,
    "REQUEST_FINGERPRINTER_IMPLEMENTATION": "2.7",
    "EXTENSIONS": {"scrapy.extensions.corestats.CoreStats": None, "scrapy.extensions.logstats.LogStats": None},
}


class Boards(scrapy.Spider):
    name = "boards"
    pages = 0
    posts = 0

    def start_requests(self):
        self.began = time.process_time()
        for url in self.start_urls:
            yield scrapy.Request(url, callback=self.parse_list)

    def parse_list(self, response):
        Boards.pages += 1
        for row in response.css("tbody[id^=normalthread_], tbody[id^=stickthread_]"):
            yield response.follow(row.css("a.xst::attr(href)").get(), callback=self.parse_thread)
        following = response.css(".pg a.nxt::attr(href)").get()
        if following:
            yield response.follow(following, callback=self.parse_list)

    def parse_thread(self, response):
        Boards.pages += 1
        for post in response.css("div[id^=post_]"):
            if not post.attrib["id"][len("post_"):].isdigit():
                continue
            Boards.posts += 1
            yield {
                "id": post.attrib["id"],
                "author": post.css(".pls .authi a.xw1::text").get(),
                "at": post.css("em[id^=authorposton] span::attr(title), em[id^=authorposton]::text").get(),
                "text": "".join(post.css("td.t_f ::text").getall()),
            }
        following = response.css(".pg a.nxt::attr(href)").get()
        if following:
            yield response.follow(following, callback=self.parse_thread)

    def closed(self, reason):
        print(f"read {Boards.pages} pages {Boards.posts} posts {time.process_time() - self.began:.3f} s", flush=True)


process = CrawlerProcess(FASTEST)
process.crawl(Boards, start_urls=sys.argv[1:])
process.start()
